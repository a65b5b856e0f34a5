"""A record no longer flows.

Whoever counted on it gets nothing any more, and what was linked stays behind on both sides.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.BREAKING, frozenset({"Data map"}), ways=frozenset({Way.REMOVED}))
