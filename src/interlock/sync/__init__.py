"""The two-way sync: what each side shows, what follows from it, and the careful writing of that."""

from interlock.sync.integration import Integration

__all__ = ["Integration"]
