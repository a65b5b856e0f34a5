"""A record starts or is looked at another time.

Deadlines of the criteria and the limits of both systems were computed with the old times.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(
    Effect.VERIFY, frozenset({"Data map"}), columns=frozenset({"Starting", "How often"}), ways=frozenset({Way.CHANGED})
)
