"""A value goes to another field, or comes from one.

Another value arrives, or another field is overwritten, and the one that was written before grows old.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(
    Effect.BREAKING, frozenset({"Field mapping"}), columns=frozenset({"left", "right"}), ways=frozenset({Way.CHANGED})
)
