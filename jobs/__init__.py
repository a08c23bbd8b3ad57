"""What time is it: matching, reminders, delivery, upkeep. Holds no rule; asks `models`, speaks by `bot`."""
