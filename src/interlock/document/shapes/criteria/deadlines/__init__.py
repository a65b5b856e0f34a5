"""By when, or for how long, an outcome must be true."""
