"""Signing in, limits, and how long answers take."""
