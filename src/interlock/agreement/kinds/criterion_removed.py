"""Something is no longer demanded.

It was promised, and nobody tests it any more.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.BREAKING, frozenset({"Acceptance criteria"}), ways=frozenset({Way.REMOVED}))
