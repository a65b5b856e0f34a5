"""Numbers with decimals are texts in answers, and are taken as texts or as numbers."""

from interlock.model.http import Request
from interlock.model.value import JSON, Body
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._decimals import exact_text, names_of_decimals, number_of
from interlock.sandbox.behaviours._request import each_field, each_value, with_body
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.item import StoredItem


def _shown(turn: Turn, _item: StoredItem, body: Body) -> Body:
    names = names_of_decimals(turn.record)

    def as_text(name: str, value: JSON) -> JSON:
        text = exact_text(value) if name in names else None
        return value if text is None else text

    return each_field(body, as_text)


def _asked(turn: Turn) -> Request:
    names = names_of_decimals(turn.record)
    return with_body(
        turn.request,
        lambda body: each_value(body, lambda name, value: number_of(value) if name in names else value),
    )


BEHAVIOUR = Behaviour(twist(shown=_shown, asked=_asked), example='`"price": "23.00"` where a number is described')
