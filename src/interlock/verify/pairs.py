"""The rows of a record's field table as a naive reader takes them: fields, direction, and the rule's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from interlock.mapping import RuleUse, parse_rule
from interlock.model.decisions import Comparison, Condition, Direction
from interlock.model.document import FieldRow, RecordRow
from interlock.model.path import Path
from interlock.model.profile import FieldType, RecordProfile
from interlock.model.value import Side
from interlock.verify.expect import expectations
from interlock.verify.expect._base import Expectation


@dataclass(frozen=True, slots=True)
class NaivePair:
    """One row: which fields of both sides belong together, and what is expected between them.

    `array` has, for a row inside an array, the array's path on each side, and `fields` are then seen from one element.
    """

    fields: Mapping[Side, tuple[Path, ...]]
    direction: Direction
    use: RuleUse
    expectation: Expectation
    row: FieldRow
    array: Mapping[Side, Path] | None = None

    @property
    def name(self) -> str:
        """The row's fields as the document writes them."""
        return f"{self.row.left.text} {self.direction.value} {self.row.right.text}".strip()

    def mentions(self, side: Side, path: Path) -> bool:
        """Whether the field of that side belongs to this row; an array may be written with or without brackets."""
        prefix = self.array[side].parts if self.array else ()
        return any(bare(Path((*prefix, *field.parts))) == bare(path) for field in self.fields[side])

    def speaks_of(self, side: Side, path: Path) -> bool:
        """Whether the row belongs to the field of that side, or to the list of that path."""
        return self.mentions(side, path) or (self.array is not None and bare(self.array[side]) == bare(path))


@dataclass(frozen=True, slots=True)
class NaiveArray:
    """Two lists that belong together. `keys` names the fields of their elements that pair them, None: by position.

    With `only` those elements of the list that the row starts from belong to it of which this holds.
    """

    arrays: Mapping[Side, Path]
    keys: Mapping[Side, Path] | None
    members: tuple[NaivePair, ...]
    direction: Direction
    only: Condition | None = None

    @property
    def name(self) -> str:
        """Both lists as the document writes them."""
        return f"{self.arrays[Side.LEFT]} {self.direction.value} {self.arrays[Side.RIGHT]}"


@dataclass(frozen=True, slots=True)
class NaiveRecord:
    """All rows of a record: those of the item itself, and those of its lists."""

    record: RecordRow
    pairs: tuple[NaivePair, ...]
    arrays: tuple[NaiveArray, ...]

    @property
    def every(self) -> tuple[NaivePair, ...]:
        """The pairs of the item and of the elements of its lists."""
        return (*self.pairs, *(member for array in self.arrays for member in array.members))


@cache
def bare(path: Path) -> str:
    """The path without brackets."""
    return str(path).replace("[]", "")


def read_record(record: RecordRow, profiles: Mapping[Side, RecordProfile]) -> NaiveRecord:
    """The rows of a record that can be read; rows without direction or with a rule nobody knows are left out."""
    single: list[NaivePair] = []
    members: dict[tuple[Path, Path], list[NaivePair]] = {}
    listed: dict[tuple[Path, Path], NaivePair] = {}
    for row in record.fields:
        pair = _pair(row, record)
        if pair is None:
            continue
        left, right = (_list_of(pair, side, profiles[side]) for side in (Side.LEFT, Side.RIGHT))
        if left is not None and right is not None:
            listed[left, right] = pair
            members.setdefault((left, right), [])
            continue
        arrays = {side: _array_of(pair, side, profiles[side]) for side in Side}
        if pair.expectation.gathers:
            arrays[Side.RIGHT if pair.direction is Direction.LEFT else Side.LEFT] = None
        found = arrays[Side.LEFT] or arrays[Side.RIGHT]
        if found is None:
            single.append(pair)
            continue
        key = _arrays_of_row(arrays, members)
        if key is not None:
            members.setdefault(key, []).append(_inside(pair, key))
    arrays_of = tuple(_array(key, listed.get(key), tuple(inner), record) for key, inner in members.items())
    return NaiveRecord(record, tuple(single), arrays_of)


def _pair(row: FieldRow, record: RecordRow) -> NaivePair | None:
    use = parse_rule(row.rule.text)
    direction = row.direction.value or record.direction.value
    if use is None or direction is None or use.rule not in expectations():
        return None
    fields = {Side.LEFT: row.left.value or (), Side.RIGHT: row.right.value or ()}
    return NaivePair(fields, direction, use, expectations()[use.rule], row)


def _list_of(pair: NaivePair, side: Side, profile: RecordProfile) -> Path | None:
    # A row whose one field is a list of objects speaks of the list itself; a list of plain values is a value.
    if len(pair.fields[side]) != 1 or pair.expectation.whole:
        return None
    path = pair.fields[side][0]
    with_brackets = path if path.parts[-1].endswith("[]") else Path((*path.parts[:-1], path.parts[-1] + "[]"))
    field = profile.field(with_brackets)
    if field is None or field.type is not FieldType.ARRAY or field.items not in {FieldType.OBJECT, None}:
        return None
    return with_brackets


def _array_of(pair: NaivePair, side: Side, profile: RecordProfile) -> Path | None:
    for path in pair.fields[side]:
        array = path.array
        if pair.expectation.whole and list_in(path, profile) == array:
            continue
        if array is not None and (len(array.parts) < len(path.parts)):
            return array if profile.field(array) is not None else None
    return None


def list_in(path: Path, profile: RecordProfile) -> Path:
    """The list that a row about a whole list speaks of: the field itself, or that of the objects it stands in."""
    field = profile.field(path) or profile.field(Path((*path.parts[:-1], f"{path.parts[-1]}[]")))
    ends = [i for i, part in enumerate(path.parts, 1) if part.endswith("[]")]
    if not ends or (field is not None and field.type is FieldType.ARRAY):
        return path
    return Path(path.parts[: ends[-1]])


def _arrays_of_row(
    arrays: Mapping[Side, Path | None], known: Mapping[tuple[Path, Path], object]
) -> tuple[Path, Path] | None:
    # A constant inside a list names the list on one side only: it belongs to the row that pairs that list.
    left, right = arrays[Side.LEFT], arrays[Side.RIGHT]
    if left is not None and right is not None:
        return left, right
    return next((key for key in known if left in key or right in key), None)


def _inside(pair: NaivePair, key: tuple[Path, Path]) -> NaivePair:
    arrays = {Side.LEFT: key[0], Side.RIGHT: key[1]}
    fields = {
        side: tuple(path.below(arrays[side]) if path.array == arrays[side] else path for path in pair.fields[side])
        for side in Side
    }
    return replace(pair, fields=fields, array=arrays)


def _array(
    key: tuple[Path, Path], row: NaivePair | None, members: tuple[NaivePair, ...], record: RecordRow
) -> NaiveArray:
    arrays = {Side.LEFT: key[0], Side.RIGHT: key[1]}
    keys = row.expectation.keys(row.use.args) if row is not None else None
    direction = row.direction if row is not None else members[0].direction if members else record.direction.value
    named = None if keys is None else {side: Path.of(name) for side, name in zip(Side, keys, strict=True)}
    only = _condition(row.use.args) if row is not None else None
    return NaiveArray(arrays, named, members, direction or Direction.BOTH, only)


def _condition(args: Mapping[str, object]) -> Condition | None:
    """What a row of lists asks of the elements that it takes."""
    value, is_not = args.get("value"), args.get("no")
    if "key" not in args:
        return None
    comparison, written = (Comparison.IS_NOT, is_not) if is_not is not None else (Comparison.IS, value)
    return Condition(Path.of(str(args["key"])), comparison, (str(getattr(written, "text", written)),))
