"""The talks, one file each, their questions readable from top to bottom."""
