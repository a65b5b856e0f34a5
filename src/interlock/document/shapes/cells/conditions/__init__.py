"""Which items flow: a test on one field."""
