"""Stamps are local times that call themselves UTC: they lie hours ahead, or behind."""

from datetime import timedelta

from interlock.model.path import get, put
from interlock.model.value import Body
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn, Twist
from interlock.sandbox.item import StoredItem
from interlock.sandbox.stamps import moment


def _local(amount: float) -> Twist:
    def shown(turn: Turn, _item: StoredItem, body: Body) -> Body:
        record = turn.record
        for path in (record.created_at.value, record.updated_at.value) if record is not None else ():
            at = moment(get(body, path)) if path is not None else None
            if at is not None and path is not None and record is not None:
                stamper = turn.store.shelf(record.name).updated
                body = put(body, path, stamper.show(at + timedelta(hours=amount)))
        return body

    return Twist(shown=shown)


BEHAVIOUR = Behaviour(twist(_local), example="what changed at 9:00 UTC says `11:00Z`", amount=2.0, unit="hours")
