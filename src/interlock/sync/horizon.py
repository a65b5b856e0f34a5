"""How long it takes until what was done is known to all."""

from __future__ import annotations

from datetime import timedelta

HORIZON = timedelta(seconds=60)
"""After this long a request that was sent has arrived or never will, and lists show what it did; by experience."""
