"""The questions, one a file: those that read, and those that write."""
