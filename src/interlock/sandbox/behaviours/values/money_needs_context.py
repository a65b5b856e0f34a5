"""Prices and amounts are null unless a header says for which company: `X-Context`."""

from interlock.model.profile import FieldType, RecordProfile
from interlock.model.value import JSON, Body
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._money import is_money
from interlock.sandbox.behaviours._request import each_field
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.item import StoredItem

_NUMBERS = {FieldType.INTEGER, FieldType.NUMBER}


def _names(record: RecordProfile | None) -> set[str]:
    fields = record.fields if record is not None else ()
    return {field.path.parts[-1] for field in fields if field.type in _NUMBERS and is_money(field)}


def _shown(turn: Turn, _item: StoredItem, body: Body) -> Body:
    if "x-context" in turn.request.headers:
        return body
    names = _names(turn.record)

    def emptied(name: str, value: JSON) -> JSON:
        return None if name in names else value

    return each_field(body, emptied)


BEHAVIOUR = Behaviour(twist(shown=_shown), example='`"price": null`; with `X-Context: 1` it is `23.0`')
