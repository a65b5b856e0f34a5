"""A deleted item stays among the changes, with a mark."""

from dataclasses import replace

from interlock.model.profile import DeletesSeen, DeleteVisibility, RecordProfile, sure
from interlock.sandbox.behaviours._behaviour import Behaviour, records


def _marked(record: RecordProfile, _amount: float) -> RecordProfile:
    return replace(record, deletes=sure(DeleteVisibility(DeletesSeen.TOMBSTONE)))


BEHAVIOUR = Behaviour(records(_marked), example='`?updated_since=...` shows `{"id": 7, "deleted": true}`')
