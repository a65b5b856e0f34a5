"""What the rules ask of the rows of the data map and of the field mapping."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.mapping import parse_rule
from interlock.model.decisions import Direction
from interlock.model.document import Document, FieldRow, RecordRow
from interlock.model.path import Path
from interlock.model.place import Span
from interlock.model.value import Side


def sources(row: RecordRow) -> tuple[Side, ...]:
    """The sides from which a record's changes flow; none while its direction is open."""
    direction = row.direction.value
    return () if direction is None else tuple(side for side in Side if direction.writes(side.other))


def targets(row: RecordRow) -> tuple[Side, ...]:
    """The sides at which a record's changes arrive; none while its direction is open."""
    return tuple(side.other for side in sources(row))


def arrow(source: Side) -> Direction:
    """The direction that leads away from a side."""
    return Direction.RIGHT if source is Side.LEFT else Direction.LEFT


def direction_of(row: RecordRow, pair: FieldRow) -> Direction | None:
    """The direction of a field row; one that says nothing follows its record."""
    return pair.direction.value if not pair.direction.open else row.direction.value


def paths(pair: FieldRow, side: Side) -> tuple[Path, ...]:
    """The fields of a field row on a side; none for a constant or what was not understood."""
    return (pair.left if side is Side.LEFT else pair.right).value or ()


def cell(pair: FieldRow, side: Side) -> Span:
    """The place of a field row's cell on a side."""
    return (pair.left if side is Side.LEFT else pair.right).span


def written(row: RecordRow, side: Side) -> Iterator[tuple[FieldRow, Path]]:
    """Each field of a record that the mapping writes on a side, with its row."""
    for pair in row.fields:
        direction = direction_of(row, pair)
        if direction is not None and direction.writes(side):
            for path in paths(pair, side):
                yield pair, path


End = tuple[Side, Path]


def copies(document: Document) -> Iterator[tuple[RecordRow, FieldRow, End, End]]:
    """Each pair of single fields whose value is copied without a rule, once for each direction: source, target."""
    for row in document.records:
        for pair in row.fields:
            direction = direction_of(row, pair)
            left, right = paths(pair, Side.LEFT), paths(pair, Side.RIGHT)
            if direction is None or not pair.rule.open or len(left) != 1 or len(right) != 1:
                continue
            ends = {Side.LEFT: (Side.LEFT, left[0]), Side.RIGHT: (Side.RIGHT, right[0])}
            for side in Side:
                if direction.writes(side):
                    yield row, pair, ends[side.other], ends[side]


def references(document: Document) -> Iterator[tuple[RecordRow, FieldRow, str]]:
    """Each field row whose rule refers to another record, with that record's name as written."""
    for row in document.records:
        for pair in row.fields:
            use = parse_rule(pair.rule.text) if not pair.rule.open else None
            name = use.args.get("record") if use is not None else None
            if isinstance(name, str):
                yield row, pair, name
