"""A country's two-letter code becomes its English name; both sides may show either."""

from __future__ import annotations

from interlock.verify.expect._countries import between

expectation = between(from_code=True)
