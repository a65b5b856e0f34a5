"""Something is no longer left out.

It may be expected from now on; nothing demands it until a criterion does.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.VERIFY, frozenset({"Out of scope"}), ways=frozenset({Way.REMOVED, Way.RENAMED, Way.CHANGED}))
