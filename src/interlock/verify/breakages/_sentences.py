"""The sentences that breakages ask for, in the words of the language of criteria."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.asking.decisions import deadline
from interlock.asking.sentences import an, many
from interlock.mapping import parse_rule
from interlock.model.decisions import Comparison, Condition
from interlock.model.document import FieldRow, RecordRow
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.verify.breakages._base import Case, Spot
from interlock.verify.expect import expectations


def target(spot: Spot) -> Side:
    """The side of a spot.

    Raises:
        ValueError: it has none.
    """
    if spot.side is None:
        raise ValueError("the spot names no side")
    return spot.side


def arrives(case: Case, spot: Spot) -> str:
    """What is created on the other side is created on that of the spot."""
    row, side = case.row(spot), target(spot)
    return (
        f"When {an(row.name)} is created in {case.name(side.other)}, a matching {row.name} exists in "
        f"{case.name(side)} within {deadline(row)}."
    )


def carried_over(case: Case, spot: Spot) -> str:
    """What is changed on the other side is equal on that of the spot."""
    row, side = case.row(spot), target(spot)
    found = changeable(row, side.other)
    what = f"{an(row.name)}'s `{found[1]}` changes" if found else f"{an(row.name)} changes"
    return (
        f"When {what} in {case.name(side.other)}, its mapped fields are equal in {case.name(side)} "
        f"within {deadline(row)}."
    )


def whole(case: Case, spot: Spot) -> str:
    """All mapped fields of a new or changed item are equal."""
    row, side = case.row(spot), target(spot)
    creating = row.create_missing.value
    if creating is None or side not in creating.sides:
        return carried_over(case, spot)
    lists = sorted({str(path.array).removesuffix("[]") for path in arrays(row, side.other)})
    has = f" with 3 `{lists[0]}`" if lists else ""
    return (
        f"When {an(row.name)}{has} is created in {case.name(side.other)}, its mapped fields are equal in "
        f"{case.name(side)} within {deadline(row)}."
    )


def after_outage(case: Case, spot: Spot) -> str:
    """What changes while the side of the spot is down arrives when it is back."""
    row, side = case.row(spot), target(spot)
    return (
        f"When 20 {many(row.name)} change in {case.name(side.other)} while {case.name(side)} is down for 30 minutes, "
        f"their mapped fields are equal in {case.name(side)} within {deadline(row)} of its return."
    )


def changeable(row: RecordRow, side: Side) -> tuple[FieldRow, Path] | None:
    """A row whose single field on a side can change and flows to the other one, the plainest first."""
    match = row.matched_by.value
    keys = {path for pair in match.pairs for path in (pair.left, pair.right)} if match is not None else set()
    filtered = {one.field for one in row.only_when.value or ()}

    def fuss(one: tuple[FieldRow, Path]) -> tuple[bool, bool, int]:
        return one[1] in filtered, not one[0].rule.open, len(one[1].parts)

    found = [
        (one, path) for one, path in flowing(row, side.other) if path not in keys and "linked" not in one.rule.text
    ]
    return min(found, key=fuss, default=None)


def flowing(row: RecordRow, side: Side) -> Iterator[tuple[FieldRow, Path]]:
    """The rows of which one field outside lists flows to one on that side, with the field that it comes from."""
    for one in row.fields:
        direction = one.direction.value or row.direction.value
        here, there = (one.left, one.right) if side is Side.RIGHT else (one.right, one.left)
        sources, targets = here.value or (), there.value or ()
        plain = len(sources) == len(targets) == 1 and all("[]" not in str(path) for path in (*sources, *targets))
        if direction is not None and direction.writes(side) and plain:
            yield one, sources[0]


def arrays(row: RecordRow, side: Side) -> Iterator[Path]:
    """The mapped fields of list elements on a side, lists at the top of the item only; lists of references as well."""
    for one in row.fields:
        for path in (one.left if side is Side.LEFT else one.right).value or ():
            below = path.array is not None and path.parts != path.array.parts
            if path.array is not None and len(path.array.parts) == 1 and (below or of_references(one)):
                yield path


def of_references(one: FieldRow) -> bool:
    """Whether a row is about a list of references as a whole."""
    use = parse_rule(one.rule.text)
    return use is not None and expectations()[use.rule].whole


def outside(case: Case, row: RecordRow, condition: Condition) -> list[str]:
    """The values that do not satisfy a condition, as far as the description names them."""
    if condition.comparison is not Comparison.IS or condition.side is None:
        return []
    profile = case.profile(row, condition.side)
    known = profile.field(condition.field) if profile is not None else None
    return [str(value) for value in known.enum if str(value) not in condition.values] if known is not None else []
