"""A date in another writing becomes a date of ISO 8601."""

from __future__ import annotations

from interlock.verify.expect._dates import patterned

expectation = patterned(pattern_first=True, times=False)
