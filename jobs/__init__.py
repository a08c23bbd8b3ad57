"""What time is it: matching, reminders, delivery and upkeep. Holds no rule; asks `models`, speaks through `bot`."""
