"""What is special about a criterion's items: one thing, one file."""
