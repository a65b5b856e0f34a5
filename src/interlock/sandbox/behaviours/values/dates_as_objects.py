"""Moments and dates are objects in answers, and are taken as objects or as texts."""

import re
from datetime import date, datetime

from interlock.model.http import Request
from interlock.model.value import JSON, Body
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._request import each_field, each_value, with_body
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.item import StoredItem

_MARK = "__class__"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")


def _shown(_turn: Turn, _item: StoredItem, body: Body) -> Body:
    return each_field(body, _as_object)


def _as_object(_name: str, value: JSON) -> JSON:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return value
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    day: Body = {_MARK: "date", "year": at.year, "month": at.month, "day": at.day}
    if len(value) == 10:
        return day
    clock = {"hour": at.hour, "minute": at.minute, "second": at.second, "microsecond": at.microsecond}
    return {**day, _MARK: "datetime", **clock}


def _asked(turn: Turn) -> Request:
    return with_body(turn.request, lambda body: each_value(body, _as_text))


def _as_text(_name: str, value: JSON) -> JSON:
    if not isinstance(value, dict) or value.get(_MARK) not in {"date", "datetime"}:
        return value
    parts = {name: int(str(part)) for name, part in value.items() if name != _MARK and str(part).isdigit()}
    try:
        if value[_MARK] == "date":
            return date(**parts).isoformat()
        return datetime(**parts).isoformat(timespec="milliseconds") + "Z"  # type: ignore[arg-type]  # noqa: DTZ001
    except (TypeError, ValueError):
        return value


BEHAVIOUR = Behaviour(
    twist(shown=_shown, asked=_asked), example='`{"__class__": "date", "year": 2026, "month": 3, "day": 2}`'
)
