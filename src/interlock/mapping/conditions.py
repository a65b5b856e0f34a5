"""Whether an item satisfies what `Only when` asks of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from interlock.mapping.outcome import Misfit
from interlock.mapping.values import as_number, plain, spelled
from interlock.model.decisions import Comparison, Condition
from interlock.model.value import ABSENT, JSON, Absent, Body

_LONGEST_MOMENT = 40


def holds(condition: Condition, body: Body) -> bool:
    """Whether the body satisfies the condition, whatever its side.

    A value as written equals a text of the same letters, a truth or number that it spells (`true`, `10` and `10.0`),
    and `null` also what is not shown. Below a list (`items[].code`) one element is enough; `is not` then means none.
    More and less compare numbers with numbers, dates and times with dates and times, and hold for nothing else.
    """
    found = list(_values(body, condition.field.parts))
    kind = condition.comparison
    if kind is Comparison.IS_EMPTY:
        return all(_empty(value) for value in found)
    if kind is Comparison.IS_NOT_EMPTY:
        return not all(_empty(value) for value in found)
    if kind is Comparison.IS_NOT:
        return not any(_is(value, written) for value in found for written in condition.values)
    if kind in {Comparison.IS, Comparison.IS_ONE_OF}:
        return any(_is(value, written) for value in found for written in condition.values)
    sign = 1 if kind is Comparison.MORE else -1
    return any(_order(value, written) == sign for value in found for written in condition.values)


def _values(here: JSON | Absent, parts: tuple[str, ...]) -> Iterator[JSON | Absent]:
    for i, part in enumerate(parts):
        if not isinstance(here, dict):
            yield ABSENT
            return
        here = here.get(part.removesuffix("[]"), ABSENT)
        if part.endswith("[]"):
            if isinstance(here, list):
                for element in here:
                    yield from _values(element, parts[i + 1 :])
            return
    yield here


def _empty(value: JSON | Absent) -> bool:
    return value is ABSENT or value is None or value in ("", [], {})


def _is(value: JSON | Absent, written: str) -> bool:
    if value is ABSENT or value is None:
        return written == "null"
    if isinstance(value, str):
        return value == written
    if isinstance(value, bool):
        return spelled(value) == written.casefold()
    if isinstance(value, int | float):
        return _number(written) == plain(value)
    return False


def _number(text: JSON | Absent) -> Decimal | None:
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        return None
    try:
        found = as_number(plain(text))
    except Misfit:
        return None
    return found if isinstance(found, Decimal) else None


def _order(value: JSON | Absent, written: str) -> int | None:
    """1 where the value is more than what is written, -1 where less, 0 where equal, None where neither can be told."""
    mine, theirs = _number(value), _number(written)
    if mine is not None and theirs is not None:
        return (mine > theirs) - (mine < theirs)
    day, other = _moment(value), _moment(written)
    return None if day is None or other is None else (day > other) - (day < other)


def _moment(text: JSON | Absent) -> datetime | None:
    if not isinstance(text, str) or len(text) > _LONGEST_MOMENT:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found
    except ValueError:
        return None
