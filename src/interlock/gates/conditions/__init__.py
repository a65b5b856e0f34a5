"""What must be true before going live, one gate a file."""
