"""A date is another.

Both sides planned their people with the old one.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.BREAKING, frozenset({"Dates"}))
