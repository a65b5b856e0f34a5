"""Moments have a blank between date and time where a `T` is described, and are taken with either."""

import re

from interlock.model.http import Request
from interlock.model.profile import RecordProfile
from interlock.model.value import JSON, Body
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._request import each_field, each_value, with_body
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.item import StoredItem

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)")


def _joined(sign: str, value: JSON) -> JSON:
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    return f"{found[1]}{sign}{found[3]}" if found is not None else value


def _names(record: RecordProfile | None) -> set[str]:
    fields = record.fields if record is not None else ()
    return {field.path.parts[-1] for field in fields if field.format == "date-time"}


def _shown(turn: Turn, _item: StoredItem, body: Body) -> Body:
    names = _names(turn.record)
    return each_field(body, lambda name, value: _joined(" ", value) if name in names else value)


def _asked(turn: Turn) -> Request:
    names = _names(turn.record)
    return with_body(
        turn.request,
        lambda body: each_value(body, lambda name, value: _joined("T", value) if name in names else value),
    )


BEHAVIOUR = Behaviour(
    twist(shown=_shown, asked=_asked), example="`2026-03-02 08:00:00Z` where `2026-03-02T08:00:00Z` is described"
)
