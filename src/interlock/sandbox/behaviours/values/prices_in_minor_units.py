"""Prices and amounts are whole numbers of the smallest unit, in answers and in requests."""

from interlock.model.http import Request
from interlock.model.profile import FieldType, RecordProfile
from interlock.model.value import JSON, Body
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._money import is_money
from interlock.sandbox.behaviours._request import each_field, each_value, with_body
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.item import StoredItem


def _names(record: RecordProfile | None) -> set[str]:
    fields = record.fields if record is not None else ()
    return {field.path.parts[-1] for field in fields if field.type is FieldType.NUMBER and is_money(field)}


def _shown(turn: Turn, _item: StoredItem, body: Body) -> Body:
    names = _names(turn.record)

    def minor(name: str, value: JSON) -> JSON:
        number = name in names and isinstance(value, int | float) and not isinstance(value, bool)
        return round(value * 100) if number and isinstance(value, int | float) else value

    return each_field(body, minor)


def _asked(turn: Turn) -> Request:
    names = _names(turn.record)

    def major(name: str, value: JSON) -> JSON:
        return value / 100 if name in names and isinstance(value, int) and not isinstance(value, bool) else value

    return with_body(turn.request, lambda body: each_value(body, major))


BEHAVIOUR = Behaviour(twist(shown=_shown, asked=_asked), example='`"price": 2300` for 23.00')
