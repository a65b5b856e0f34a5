"""Other items flow.

Items appear or stay away on the other side; whoever works there has to know which.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(
    Effect.BREAKING,
    frozenset({"Data map"}),
    columns=frozenset({"Only when", "When it leaves", "Create missing"}),
    ways=frozenset({Way.CHANGED}),
)
