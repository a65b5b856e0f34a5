"""A list comes as a whole, whatever page is asked for."""

from interlock.model.profile import PagingStyle, RecordProfile
from interlock.sandbox.behaviours._behaviour import Behaviour, paged, records


def _whole(record: RecordProfile, _amount: float) -> RecordProfile:
    return paged(record, style=PagingStyle.NONE)


BEHAVIOUR = Behaviour(records(_whole), example="`?limit=2` shows all 119 items")
