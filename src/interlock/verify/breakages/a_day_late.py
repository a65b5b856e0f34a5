"""Dates are those of the next day."""

from __future__ import annotations

from datetime import date, timedelta

from interlock.model.peer import Item
from interlock.model.value import JSON, Body
from interlock.verify.breakages._base import Breakage
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import whole
from interlock.verify.breakages._values import here, is_date, where, written


def _next(value: JSON) -> JSON:
    if not isinstance(value, str):
        return value
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return (day + timedelta(days=1)).isoformat() + value[10:]


class _Postpones(Meddling):
    def changed(self, body: Body, before: Item | None) -> Body:
        names = {field.path.root for field in written(self.row, self.record, here(self)) if is_date(field)}
        was = before.body if before is not None else {}
        return {key: _next(value) if key in names and value != was.get(key) else value for key, value in body.items()}


BREAKAGE = Breakage(
    title="writes the next day instead of the day",
    spots=where(is_date),
    build=meddled(_Postpones),
    criterion=whole,
    shows=("fields_equal", "field_equal"),
)
