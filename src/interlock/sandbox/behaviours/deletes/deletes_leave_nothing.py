"""A deleted item is simply gone: no mark, and no parameter that shows it."""

from dataclasses import replace

from interlock.model.profile import DeletesSeen, DeleteVisibility, RecordProfile, sure
from interlock.sandbox.behaviours._behaviour import Behaviour, records


def _gone(record: RecordProfile, _amount: float) -> RecordProfile:
    return replace(record, deletes=sure(DeleteVisibility(DeletesSeen.NONE)))


BEHAVIOUR = Behaviour(records(_gone), example="the item is in no list and answered 404")
