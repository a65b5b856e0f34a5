"""A Unix time becomes a moment."""

from __future__ import annotations

from interlock.verify.expect._unix import unix

expectation = unix(number_first=True)
