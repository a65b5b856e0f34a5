"""A local time in another writing becomes a moment."""

from __future__ import annotations

from interlock.verify.expect._dates import patterned

expectation = patterned(pattern_first=True, times=True)
