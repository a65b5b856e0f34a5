"""The rule of a field is left out: its value arrives as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.model.document import FieldRow, RecordRow
from interlock.model.profile import FieldType, RecordProfile
from interlock.model.value import Side
from interlock.verify.breakages._base import Breakage, Case, Spot, label, misread, of_fields
from interlock.verify.breakages._sentences import flowing, whole

_NUMBERS = {FieldType.INTEGER, FieldType.NUMBER}


def _matters(one: FieldRow, left: RecordProfile, right: RecordProfile) -> bool:
    """Whether values as they are would be wrong for sure: of other values, another type, or another unit."""
    if one.rule.open or one.rule.text.startswith(("always", "the linked", "paired")):
        return False
    a, b = (profile.field((cell.value or ("",))[0]) for profile, cell in ((left, one.left), (right, one.right)))
    if a is None or b is None:
        return False
    return "=" in one.rule.text or "cents" in one.rule.text or "minor" in one.rule.text or a.format != b.format


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.flows():
        left, right = case.profile(row, Side.LEFT), case.profile(row, Side.RIGHT)
        conditions = {one.field for one in row.only_when.value or ()}
        for one, source in flowing(row, side):
            if left is not None and right is not None and source not in conditions and _matters(one, left, right):
                yield Spot(row.name, side, label(one))


def _plain(row: RecordRow, spot: Spot) -> RecordRow:
    def plain(one: FieldRow) -> FieldRow:
        return replace(one, rule=replace(one.rule, text="", value=None)) if label(one) == spot.pair else one

    return of_fields(row, plain)


BREAKAGE = Breakage(
    title="takes a value over as it is, without its rule",
    spots=_spots,
    build=misread(_plain),
    criterion=whole,
    shows=("fields_equal", "field_equal"),
)
