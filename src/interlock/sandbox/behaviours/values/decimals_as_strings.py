"""Numbers with decimals are texts in answers, and are taken as texts or as numbers."""

import re
from decimal import Decimal

from interlock.model.http import Request
from interlock.model.profile import FieldType, RecordProfile
from interlock.model.value import JSON, Body
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._request import each_field, each_value, with_body
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.item import StoredItem

_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,12})?")


def _names(record: RecordProfile | None) -> set[str]:
    fields = record.fields if record is not None else ()
    return {field.path.parts[-1] for field in fields if field.type is FieldType.NUMBER}


def _shown(turn: Turn, _item: StoredItem, body: Body) -> Body:
    names = _names(turn.record)

    def as_text(name: str, value: JSON) -> JSON:
        if name not in names or isinstance(value, bool) or not isinstance(value, int | float):
            return value
        exact = Decimal(str(value))
        return f"{exact:.2f}" if exact == exact.quantize(Decimal("0.01")) else f"{exact:f}"

    return each_field(body, as_text)


def _asked(turn: Turn) -> Request:
    names = _names(turn.record)

    def as_number(name: str, value: JSON) -> JSON:
        return float(value) if name in names and isinstance(value, str) and _NUMBER.fullmatch(value) else value

    return with_body(turn.request, lambda body: each_value(body, as_number))


BEHAVIOUR = Behaviour(twist(shown=_shown, asked=_asked), example='`"price": "23.00"` where a number is described')
