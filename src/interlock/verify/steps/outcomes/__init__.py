"""What must then be true: one outcome, one file."""
