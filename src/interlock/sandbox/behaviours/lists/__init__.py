"""What lists show, and which part of it."""
