"""What else is the case: one circumstance, one file."""
