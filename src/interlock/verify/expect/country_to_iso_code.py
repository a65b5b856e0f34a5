"""A country's English name becomes its two-letter code; both sides may show either."""

from __future__ import annotations

from interlock.verify.expect._countries import between

expectation = between(from_code=False)
