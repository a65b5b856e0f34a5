"""Who wins when both sides changed a field."""
