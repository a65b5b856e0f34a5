"""Frozen values that travel between rooms, and the ports at which the world is plugged in."""
