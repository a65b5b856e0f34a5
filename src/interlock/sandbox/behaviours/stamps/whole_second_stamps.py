"""Times are kept in whole seconds, so that several changes share one."""

from dataclasses import replace

from interlock.model.profile import RecordProfile, sure
from interlock.sandbox.behaviours._behaviour import Behaviour, records


def _coarse(record: RecordProfile, amount: float) -> RecordProfile:
    return replace(record, stamp_resolution_s=sure(max(amount, 1.0)))


BEHAVIOUR = Behaviour(
    records(_coarse), example="two edits within a second: the same `updated_at`", amount=1, unit="seconds"
)
