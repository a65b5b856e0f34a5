"""The size of a page is asked for in vain: every page has the same."""

from interlock.model.profile import RecordProfile
from interlock.sandbox.behaviours._behaviour import Behaviour, paged, records


def _unsized(record: RecordProfile, amount: float) -> RecordProfile:
    return paged(record, size_param="", size_default=int(amount), size_max=int(amount))


BEHAVIOUR = Behaviour(records(_unsized), example="`?per_page=100` shows 10 items", amount=10, unit="items")
