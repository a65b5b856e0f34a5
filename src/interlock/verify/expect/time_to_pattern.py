"""A local time in another writing comes of a moment."""

from __future__ import annotations

from interlock.verify.expect._dates import patterned

expectation = patterned(pattern_first=False, times=True)
