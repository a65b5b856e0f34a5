"""A text becomes a list."""

from __future__ import annotations

from interlock.verify.expect._joined import joined

expectation = joined(list_first=False)
