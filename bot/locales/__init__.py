"""The words of every language, one folder each, and the lint that holds them to the house's voice."""
