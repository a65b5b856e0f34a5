"""Values that are changed on the way: those of mapped fields at the top of an item, by their type and format."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from interlock.model.document import RecordRow
from interlock.model.profile import FieldProfile, FieldType, RecordProfile
from interlock.model.value import Side
from interlock.verify.breakages._base import Case, Spot
from interlock.verify.breakages._meddling import Meddling

NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)


def written(row: RecordRow, profile: RecordProfile, side: Side) -> Iterator[FieldProfile]:
    """The fields at the top of an item that the mapping writes on a side, without those of the match key."""
    match = row.matched_by.value
    keys = {path for pair in match.pairs for path in (pair.left, pair.right)} if match is not None else set()
    for one in row.fields:
        direction = one.direction.value or row.direction.value
        if direction is None or not direction.writes(side) or "linked" in one.rule.text or "always" in one.rule.text:
            continue
        for path in (one.left if side is Side.LEFT else one.right).value or ():
            field = profile.field(path)
            if field is not None and len(path.parts) == 1 and "[]" not in str(path) and path not in keys:
                yield field


def here(peer: Meddling) -> Side:
    """The side of the system that is spoken to."""
    return Side.LEFT if peer.resource == peer.row.resource(Side.LEFT) else Side.RIGHT


def where(fits: Callable[[FieldProfile], bool], *, several: int = 1) -> Callable[[Case], Iterator[Spot]]:
    """Wherever at least so many fields that fit are written."""

    def spots(case: Case) -> Iterator[Spot]:
        for row, side in case.flows():
            profile = case.profile(row, side)
            if profile is not None and sum(map(fits, written(row, profile, side))) >= several:
                yield Spot(row.name, side)

    return spots


def is_text(field: FieldProfile) -> bool:
    """Whether it holds words: no date, no enumeration, nothing with a format."""
    return field.type is FieldType.STRING and not field.format and not field.enum and not field.pattern


def is_number(field: FieldProfile) -> bool:
    """Whether it holds a number."""
    return field.type in NUMBERS


def is_date(field: FieldProfile) -> bool:
    """Whether it holds a day or a moment, as text."""
    return field.type is FieldType.STRING and field.format in {"date", "date-time"}
