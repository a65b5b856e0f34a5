"""How values look, and what becomes of those that were sent."""
