"""A criterion demands something else.

What was met is no longer what is demanded.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.VERIFY, frozenset({"Acceptance criteria"}), ways=frozenset({Way.CHANGED, Way.RENAMED}))
