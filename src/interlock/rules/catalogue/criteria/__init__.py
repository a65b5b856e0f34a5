"""The acceptance criteria: each can be tested, and nothing that goes wrong is left out."""
