"""Who is talking: Telegram in, words out. Holds no rule."""
