"""Amounts are a hundred times what they should be: cents taken for the whole."""

from __future__ import annotations

from interlock.model.peer import Item
from interlock.model.value import Body
from interlock.verify.breakages._base import Breakage
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import whole
from interlock.verify.breakages._values import here, is_number, where, written


class _Multiplies(Meddling):
    def changed(self, body: Body, before: Item | None) -> Body:
        names = {field.path.root for field in written(self.row, self.record, here(self)) if is_number(field)}
        was = before.body if before is not None else {}
        return {
            key: value * 100
            if key in names and isinstance(value, int | float) and not isinstance(value, bool) and value != was.get(key)
            else value
            for key, value in body.items()
        }


BREAKAGE = Breakage(
    title="writes numbers a hundred times too high",
    spots=where(is_number),
    build=meddled(_Multiplies),
    criterion=whole,
    shows=("fields_equal", "field_equal"),
)
