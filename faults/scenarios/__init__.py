"""What can be tried, a file for each part of the house."""
