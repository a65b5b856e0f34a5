"""Another question is left open on purpose.

Nothing that runs is another; the risk that is taken is.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.WORDING, frozenset({"Left open on purpose"}))
