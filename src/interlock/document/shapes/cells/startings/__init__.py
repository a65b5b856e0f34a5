"""What the first run takes up."""
