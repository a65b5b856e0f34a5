"""What makes work, one kind of thing a file."""
