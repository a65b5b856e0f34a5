"""A look-up table has other pairs.

The values that it turns arrive as others.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.VERIFY, frozenset({"Tables"}))
