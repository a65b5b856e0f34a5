"""What is not part of it, said aloud."""
