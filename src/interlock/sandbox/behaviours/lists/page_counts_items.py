"""The parameter that is said to be the number of a page is the number of items to leave out."""

from interlock.model.profile import PagingStyle, RecordProfile
from interlock.sandbox.behaviours._behaviour import Behaviour, paged, records


def _by_items(record: RecordProfile, _amount: float) -> RecordProfile:
    known = record.paging.value
    counted = known is not None and known.style is PagingStyle.PAGE
    return paged(record, style=PagingStyle.OFFSET, first=0) if counted else record


BEHAVIOUR = Behaviour(records(_by_items), example="`?p=2&s=10` leaves out two items and not ten")
