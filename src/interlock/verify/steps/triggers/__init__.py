"""How a criterion begins: one way, one file."""
