"""The time of the last change stays what it was when the item was made."""

from interlock.model.path import get, put
from interlock.model.value import ABSENT, Absent, Body
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.item import StoredItem


def _shown(turn: Turn, item: StoredItem, body: Body) -> Body:
    record = turn.record
    if record is None or record.updated_at.value is None or get(body, record.updated_at.value) is ABSENT:
        return body
    made = get(body, record.created_at.value) if record.created_at.value is not None else ABSENT
    stamp = turn.store.shelf(record.name).updated.show(item.created_at) if isinstance(made, Absent) else made
    return put(body, record.updated_at.value, stamp)


BEHAVIOUR = Behaviour(twist(shown=_shown), example="`updated_at` is `created_at` for ever")
