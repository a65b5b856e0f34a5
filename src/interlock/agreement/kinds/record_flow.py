"""Values of a record flow another way, or belong to another system.

Edits that were kept are overwritten from now on, or the other way round.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(
    Effect.BREAKING,
    frozenset({"Data map"}),
    columns=frozenset({"Source of truth", "Direction"}),
    ways=frozenset({Way.CHANGED}),
)
