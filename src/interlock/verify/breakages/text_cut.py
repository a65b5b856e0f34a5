"""Texts are cut off after four characters."""

from __future__ import annotations

from interlock.model.peer import Item
from interlock.model.value import Body
from interlock.verify.breakages._base import Breakage
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import whole
from interlock.verify.breakages._values import here, is_text, where, written

_SO_LONG = 4


class _Cuts(Meddling):
    def changed(self, body: Body, before: Item | None) -> Body:
        del before
        names = {field.path.root for field in written(self.row, self.record, here(self)) if is_text(field)}
        return {
            key: value[:_SO_LONG].strip() or value if key in names and isinstance(value, str) else value
            for key, value in body.items()
        }


BREAKAGE = Breakage(
    title="cuts texts off",
    spots=where(is_text),
    build=meddled(_Cuts),
    criterion=whole,
    shows=("fields_equal", "field_equal"),
)
