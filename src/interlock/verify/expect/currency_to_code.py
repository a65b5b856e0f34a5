"""The name of a currency becomes its code."""

from __future__ import annotations

from interlock.verify.expect._called import called, currencies

expectation = called(currencies, ("EUR", "USD", "CHF", "SEK", "JPY"), from_code=False)
