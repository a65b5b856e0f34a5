"""The code of a currency becomes its name."""

from __future__ import annotations

from interlock.verify.expect._called import called, currencies

expectation = called(currencies, ("EUR", "USD", "CHF", "SEK", "JPY"), from_code=True)
