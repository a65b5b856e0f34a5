"""What happens in a criterion: one way to begin it, one file."""
