"""What can go wrong: the left cells of the error policy."""
