"""Two fields of the same kind are taken for each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from interlock.model.document import RecordRow
from interlock.model.peer import Item
from interlock.model.profile import FieldProfile, RecordProfile
from interlock.model.value import Body, Side
from interlock.verify.breakages._base import Breakage, Case, Spot
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import whole
from interlock.verify.breakages._values import here, is_number, is_text, written

_KINDS: tuple[Callable[[FieldProfile], bool], ...] = (is_number, is_text)


def _two(row: RecordRow, profile: RecordProfile, side: Side) -> tuple[str, str] | None:
    for fits in _KINDS:
        names = list(dict.fromkeys(field.path.root for field in written(row, profile, side) if fits(field)))
        if len(names) > 1:
            return names[0], names[1]
    return None


class _Confuses(Meddling):
    def changed(self, body: Body, before: Item | None) -> Body:
        two = _two(self.row, self.record, here(self))
        if two is None or not (two[0] in body or two[1] in body):
            return body
        was = before.body if before is not None else {}
        values = {name: body[name] for name in two if name in body and body[name] != was.get(name)}
        rest = {key: value for key, value in body.items() if key not in values}
        other = dict(zip(two, reversed(two), strict=True))
        return {**rest, **{other[name]: value for name, value in values.items()}}


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in chain(case.flows()):
        profile = case.profile(row, side)
        if profile is not None and _two(row, profile, side) is not None:
            yield Spot(row.name, side)


BREAKAGE = Breakage(
    title="takes two fields for each other",
    spots=_spots,
    build=meddled(_Confuses),
    criterion=whole,
    shows=("fields_equal", "field_equal"),
)
