"""Something else is taken for granted.

Limits, amounts and times are computed with what is assumed.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.VERIFY, frozenset({"Assumptions and considerations"}))
