"""Fields become a list of names and values."""

from __future__ import annotations

from interlock.verify.expect._named_values import named

expectation = named(list_first=False)
