"""First and last name become the full name."""

from __future__ import annotations

from interlock.verify.expect._names import people

expectation = people(parts_first=True)
