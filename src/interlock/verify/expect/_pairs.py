"""Values that are paired with each other, left with left and right with right."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.mapping import Written
from interlock.model.profile import FieldProfile
from interlock.model.value import ABSENT, JSON, Side
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expected, Want, decimal_of
from interlock.verify.fixtures.wire import as_field_shows

Pairs = Sequence[tuple[Written, Written]]


def paired(pairs: Pairs, ask: Ask) -> Expected:
    """What stands beside the value; nothing beside nothing, where nothing is not paired itself."""
    for pair in pairs:
        if spelled(ask.value) == spelled_as(_cell(pair, ask.source)):
            return meant(_cell(pair, ask.source.other), ask.to_field)
    return ask.value if ask.value is ABSENT or ask.value is None else UNKNOWABLE


def alike(pairs: Pairs, ask: Ask, wanted: Expected, actual: object) -> bool:
    """Whether both are values of the target that one value of the source may stand for."""
    target = ask.source.other
    return any(
        spelled(actual) == spelled_as(_cell(pair, target)) and spelled_as(_cell(pair, ask.source)) == spelled(ask.value)
        for pair in pairs
    ) or spelled(wanted) == spelled(actual)


def sampled(pairs: Pairs, ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    """One of the values of the source's column that its field allows."""
    field = ask.from_field
    cells = [_cell(pair, ask.source) for pair in pairs]
    values = [as_field_shows(cell.text, field) for cell in cells if spelled_as(cell) is not None and cell.text]
    allowed = [value for value in values if field is None or not field.enum or value in field.enum]
    return (allowed[(want.n + want.variant) % len(allowed)],) if allowed else None


def meant(cell: Written, field: FieldProfile | None) -> JSON:
    """The value that a cell writes for a field; where nothing is known of the field, words without backticks decide."""
    if spelled_as(cell) is None:
        return None
    if field is None and not cell.quoted:
        if cell.text in {"true", "false"}:
            return cell.text == "true"
        number = decimal_of(cell.text)
        return cell.text if number is None else as_field_shows(number, None)
    return as_field_shows(cell.text, field)


def spelled(value: object) -> str | None:
    """The text of a value as a cell would write it."""
    if value is None or value is ABSENT:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def spelled_as(cell: Written) -> str | None:
    """The text that a cell means; a bare `null` is none."""
    return None if cell.text == "null" and not cell.quoted else cell.text


def _cell(pair: tuple[Written, Written], side: Side) -> Written:
    return pair[0] if side is Side.LEFT else pair[1]
