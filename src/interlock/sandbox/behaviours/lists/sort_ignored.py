"""The parameter for the order of a list does nothing: items come in the order of their making."""

from dataclasses import replace

from interlock.model.fact import Fact
from interlock.model.profile import RecordProfile
from interlock.sandbox.behaviours._behaviour import Behaviour, records


def _unsorted(record: RecordProfile, _amount: float) -> RecordProfile:
    return replace(record, sort=Fact())


BEHAVIOUR = Behaviour(records(_unsorted), example="`?sort=updated_at` shows 09:12, 09:07, 10:30")
