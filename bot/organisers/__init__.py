"""What only organisers can do; to everybody else it does not exist."""
