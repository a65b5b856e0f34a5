"""How soon a change is looked for."""
