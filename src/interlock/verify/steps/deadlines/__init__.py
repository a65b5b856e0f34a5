"""By when, or for how long: one way, one file."""
