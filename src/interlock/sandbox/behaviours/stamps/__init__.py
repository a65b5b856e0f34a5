"""Times of change, and the clock that they are from."""
