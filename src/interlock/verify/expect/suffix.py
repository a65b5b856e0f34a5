"""The text with a fixed one behind it."""

from __future__ import annotations

from interlock.verify.expect._affixed import affixed

expectation = affixed(front=False)
