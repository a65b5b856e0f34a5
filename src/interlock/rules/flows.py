"""Which rows of a record's field mapping carry a field away from a side, and which bring one to it."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import Ends, given, parse_rule
from interlock.mapping import rules as mapping_rules
from interlock.model.document import FieldRow, RecordRow
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import direction_of, paths


def touches(path: Path, name: str) -> bool:
    """Whether a written field is the path, holds it, or lies in it; the brackets of lists do not count."""
    one = [part.removesuffix("[]") for part in path.parts]
    other = [part.removesuffix("[]") for part in name.split(".")]
    return one[: len(other)] == other or other[: len(one)] == one


def one_way(context: Context, row: RecordRow, side: Side) -> str:
    """That a record flows away from a side only, in the words of a message."""
    return f"`{row.name}` flows from `{context.name(side)}` to `{context.name(side.other)}` only"


def rows_of(row: RecordRow, side: Side, name: str) -> tuple[FieldRow, ...]:
    """The rows that have the field on that side, whichever way they lead."""
    return tuple(pair for pair in row.fields if any(touches(path, name) for path in paths(pair, side)))


def carried(row: RecordRow, source: Side, name: str) -> tuple[FieldRow, ...]:
    """The rows that lead away from a side and read the field there, as their value or because their rule names it."""
    return tuple(_carried(row, source, name))


def _carried(row: RecordRow, source: Side, name: str) -> Iterator[FieldRow]:
    for pair in row.fields:
        way = direction_of(row, pair)
        if way is None or not way.writes(source.other):
            continue
        use = parse_rule(pair.rule.text)
        named = mapping_rules()[use.rule].names(use.args) if use is not None else ()
        if any(touches(path, name) for path in paths(pair, source)) or name in named:
            yield pair


def shown(context: Context, row: RecordRow, pair: FieldRow, source: Side, value: str | None) -> str | None:
    """What the other side shows of a value, as the document would write it; None where it cannot be told."""
    way = direction_of(row, pair)
    here, there = paths(pair, source), paths(pair, source.other)
    if way is None or len(there) != 1 or len(here) > 1 or any("[]" in str(path) for path in (*here, *there)):
        return None
    ends = {side: context.field(row, side, found[0]) if found else None for side, found in _both(source, here, there)}
    known = Ends(ends[Side.LEFT], ends[Side.RIGHT])
    return given(pair, way, source, value, known, context.document.tables)


def _both(source: Side, here: tuple[Path, ...], there: tuple[Path, ...]) -> tuple[tuple[Side, tuple[Path, ...]], ...]:
    return (source, here), (source.other, there)
