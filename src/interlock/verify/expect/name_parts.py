"""The full name becomes first and last name."""

from __future__ import annotations

from interlock.verify.expect._names import people

expectation = people(parts_first=False)
