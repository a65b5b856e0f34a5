"""A field flows another way, or another side wins.

Edits that were kept are overwritten from now on, or the other way round.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(
    Effect.BREAKING,
    frozenset({"Field mapping"}),
    columns=frozenset({"Direction", "Wins"}),
    ways=frozenset({Way.CHANGED}),
)
