"""How a user story is told."""
