"""Why the integration exists, and what an engineer needs at hand to begin."""
