"""A moment becomes a Unix time."""

from __future__ import annotations

from interlock.verify.expect._unix import unix

expectation = unix(number_first=False)
