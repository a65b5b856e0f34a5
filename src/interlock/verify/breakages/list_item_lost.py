"""The last element of a list is lost."""

from __future__ import annotations

from interlock.model.peer import Item
from interlock.model.value import Body
from interlock.verify.breakages._base import Breakage
from interlock.verify.breakages._lists import lists
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import whole


class _Shortens(Meddling):
    def changed(self, body: Body, before: Item | None) -> Body:
        del before
        return {key: value[:-1] if isinstance(value, list) and len(value) > 1 else value for key, value in body.items()}


BREAKAGE = Breakage(
    title="loses the last element of a list",
    spots=lists,
    build=meddled(_Shortens),
    criterion=whole,
    shows=("elements", "element_removed", "fields_equal"),
)
