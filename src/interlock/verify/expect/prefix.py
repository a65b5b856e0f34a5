"""The text with a fixed one in front of it."""

from __future__ import annotations

from interlock.verify.expect._affixed import affixed

expectation = affixed(front=True)
