"""Numbers with decimals are objects in answers, and are taken as objects or as numbers."""

from interlock.model.http import Request
from interlock.model.value import JSON, Body
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._decimals import exact_text, names_of_decimals, number_of
from interlock.sandbox.behaviours._request import each_field, each_value, with_body
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.item import StoredItem

_MARK = "__class__"


def _shown(turn: Turn, _item: StoredItem, body: Body) -> Body:
    names = names_of_decimals(turn.record)

    def as_object(name: str, value: JSON) -> JSON:
        text = exact_text(value) if name in names else None
        return value if text is None else {_MARK: "Decimal", "decimal": text}

    return each_field(body, as_object)


def _asked(turn: Turn) -> Request:
    def as_number(_name: str, value: JSON) -> JSON:
        if not isinstance(value, dict) or value.get(_MARK) != "Decimal":
            return value
        return number_of(value.get("decimal"))

    return with_body(turn.request, lambda body: each_value(body, as_number))


BEHAVIOUR = Behaviour(
    twist(shown=_shown, asked=_asked), example='`"price": {"__class__": "Decimal", "decimal": "23.00"}`'
)
