"""Where an item without counterpart may be created."""
