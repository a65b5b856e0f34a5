"""Integrations that are broken on purpose, one way a file: what a criterion is worth shows by which of them fail it."""
