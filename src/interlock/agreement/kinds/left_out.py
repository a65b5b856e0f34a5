"""Something is left out of this version.

Whoever counted on it does not get it.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.BREAKING, frozenset({"Out of scope"}), ways=frozenset({Way.ADDED}))
