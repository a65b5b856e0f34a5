"""A value is shown that was masked, or the other way round.

Whether values of people stand in histories and reports is something that both sides answer for.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(
    Effect.VERIFY, frozenset({"Field mapping"}), columns=frozenset({"Sensitive"}), ways=frozenset({Way.CHANGED})
)
