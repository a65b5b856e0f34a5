"""What becomes of the counterpart of a deleted item."""
