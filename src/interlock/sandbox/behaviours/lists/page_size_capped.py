"""No page has more than so many items, however many are asked for."""

from interlock.model.profile import RecordProfile
from interlock.sandbox.behaviours._behaviour import Behaviour, paged, records


def _capped(record: RecordProfile, amount: float) -> RecordProfile:
    return paged(record, size_max=int(amount))


BEHAVIOUR = Behaviour(records(_capped), example="`?limit=100` shows 7 items while more follow", amount=7, unit="items")
