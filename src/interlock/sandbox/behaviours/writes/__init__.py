"""What a write does, whether it is checked, and what it answers."""
