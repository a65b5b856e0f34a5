"""Whether two items agree as the field table says, row by row, read naively."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from interlock.model.decisions import Direction
from interlock.model.document import LookUp
from interlock.model.path import Path, get, put
from interlock.model.profile import FieldProfile, RecordProfile
from interlock.model.value import ABSENT, JSON, Absent, Body, Side
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expected, Raw, blank, same
from interlock.verify.fixtures.conditions import holds
from interlock.verify.fixtures.wire import as_field_shows
from interlock.verify.pairs import NaiveArray, NaivePair, NaiveRecord, bare


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to read a record's rows: tables, descriptions, and who belongs to whom."""

    rows: NaiveRecord
    profiles: Mapping[Side, RecordProfile]
    tables: tuple[LookUp, ...]
    counterpart: Callable[[str, Side, str], str | None]
    _shown: dict[int, dict[Side, tuple[FieldProfile | None, ...]]] = field(default_factory=dict)

    def disagreements(
        self, source: Side, bodies: Mapping[Side, Body], only: Callable[[NaivePair], bool] = lambda _pair: True
    ) -> Iterator[str]:
        """One clause for each row in which the other side does not show what the source's values ask for.

        Only rows that write to the other side count, and of those only the ones that `only` accepts.
        """
        target = source.other
        for pair in self.rows.pairs:
            if pair.direction.writes(target) and only(pair):
                yield from self._row(pair, source, {side: (bodies[side],) for side in Side})
        for array in self.rows.arrays:
            if array.direction.writes(target):
                yield from self._list(array, source, bodies, only)

    def tells(self, source: Side, path: Path, was: Body, now: Body) -> bool:
        """Whether rows carry a field's new value to the other side, where it is not what the old one became.

        True also where no row of single values speaks of the field.
        """
        seen = False
        for pair in self.rows.pairs:
            if not (pair.mentions(source, path) and pair.direction.writes(source.other)):
                continue
            seen = True
            asks = [self.ask(pair, source, {source: (body,), source.other: ({},)}) for body in (was, now)]
            before, after = (pair.expectation.expected(ask) for ask in asks)
            if after is UNKNOWABLE:
                return False
            if before is UNKNOWABLE or before != after:
                return True
        return not seen

    def ask(self, pair: NaivePair, source: Side, bodies: Mapping[Side, Sequence[Body]]) -> Ask:
        """The row as a question, with the bodies of both sides, innermost first."""
        look = _gathered if pair.expectation.gathers or pair.expectation.whole else _first
        values = tuple(look(bodies[source], path) for path in pair.fields[source])
        return Ask(
            source=source,
            values=values,
            args=pair.use.args,
            near=lambda name: _named(name, bodies, source),
            counterpart=self.counterpart,
            tables=self.tables,
            shown_by=self._shown_by(pair),
            starts=Side.RIGHT if pair.direction is Direction.LEFT else Side.LEFT,
            two_way=pair.direction is Direction.BOTH,
            there=tuple(_first(bodies[source.other], path) for path in pair.fields[source.other]),
            fields=pair.fields,
        )

    def _shown_by(self, pair: NaivePair) -> dict[Side, tuple[FieldProfile | None, ...]]:
        # The rows live as long as the reader, so that their identity is a name.
        if id(pair) not in self._shown:
            self._shown[id(pair)] = {
                side: tuple(self.known(pair, side, path) for path in pair.fields[side]) for side in Side
            }
        return self._shown[id(pair)]

    def known(self, pair: NaivePair, side: Side, path: Path) -> FieldProfile | None:
        """What the description says of a field of the row."""
        prefix = pair.array[side].parts if pair.array else ()
        whole = Path((*prefix, *path.parts))
        found = self.profiles[side].field(whole) or self.profiles[side].field(path)
        return found or self.profiles[side].field(Path((*whole.parts[:-1], whole.parts[-1] + "[]")))

    def carry(self, source: Side, bodies: Mapping[Side, Body], wanted: Callable[[NaivePair], bool]) -> Body:
        """The other side's body with what the source's values ask for in the rows that are wanted."""
        target = source.other
        body = bodies[target]
        for pair in self.rows.pairs:
            if wanted(pair):
                seen = {source: (bodies[source],), target: (body,)}
                body = self._carried(pair, source, seen, body)
        for array in self.rows.arrays:
            if any(wanted(member) for member in array.members):
                body = self._carried_list(array, source, bodies, body, wanted)
        return body

    def _row(self, pair: NaivePair, source: Side, bodies: Mapping[Side, Sequence[Body]]) -> Iterator[str]:
        target = source.other
        ask = self.ask(pair, source, bodies)
        expected = pair.expectation.expected(ask)
        if expected is UNKNOWABLE:
            return
        paths = pair.fields[target]
        wanted = expected if isinstance(expected, tuple) and len(paths) > 1 else (expected,)
        for path, value in zip(paths, wanted, strict=False):
            shown = (_gathered if pair.expectation.whole else _first)(bodies[target], path)
            if not pair.expectation.same(ask, value, shown):
                yield f"`{path}` is {say(shown)} and should be {say(value)}"

    def _list(
        self,
        array: NaiveArray,
        source: Side,
        bodies: Mapping[Side, Body],
        only: Callable[[NaivePair], bool],
    ) -> Iterator[str]:
        members = [pair for pair in array.members if only(pair) and pair.direction.writes(source.other)]
        if not members:
            return
        target = source.other
        ours, theirs = _taken(array, bodies[source], source), elements(bodies[target], array.arrays[target])
        if len(ours) != len(theirs):
            yield f"`{bare(array.arrays[target])}` has {len(theirs)} elements and should have {len(ours)}"
            return
        for element, partner in self._paired(array, source, bodies, ours, theirs):
            if partner is None:
                yield f"`{bare(array.arrays[target])}` lacks the element {say(element)}"
                continue
            nested = {source: (element, bodies[source]), target: (partner, bodies[target])}
            for pair in members:
                yield from self._row(pair, source, nested)

    def _paired(
        self,
        array: NaiveArray,
        source: Side,
        bodies: Mapping[Side, Body],
        ours: Sequence[Body],
        theirs: Sequence[Body],
    ) -> Iterator[tuple[Body, Body | None]]:
        if array.keys is None:
            yield from zip(ours, theirs, strict=True)
            return
        key, target = array.keys, source.other
        member = next((p for p in array.members if key[target] in p.fields[target] and p.fields[source]), None)
        left_over = list(theirs)
        for element in ours:
            expected: Expected = get(element, key[source])
            if member is not None:
                nested = {source: (element, bodies[source]), target: (bodies[target],)}
                expected = member.expectation.expected(self.ask(member, source, nested))
            found = next((i for i, other in enumerate(left_over) if same(expected, get(other, key[target]))), None)
            yield element, None if found is None else left_over.pop(found)

    def _carried(self, pair: NaivePair, source: Side, bodies: Mapping[Side, Sequence[Body]], into: Body) -> Body:
        target = source.other
        ask = self.ask(pair, source, bodies)
        expected = pair.expectation.expected(ask)
        if expected is UNKNOWABLE:
            return into
        paths = pair.fields[target]
        wanted = expected if isinstance(expected, tuple) and len(paths) > 1 else (expected,)
        for path, value, known in zip(paths, wanted, ask.shown_by[target], strict=False):
            if value is ABSENT or (blank(value) and blank(get(into, path))):
                continue
            put_in = _filled if pair.expectation.whole and isinstance(value, list) else put
            into = put_in(into, path, as_field_shows(value, known))
        return into

    def _carried_list(
        self,
        array: NaiveArray,
        source: Side,
        bodies: Mapping[Side, Body],
        into: Body,
        wanted: Callable[[NaivePair], bool],
    ) -> Body:
        target = source.other
        ours, theirs = _taken(array, bodies[source], source), elements(into, array.arrays[target])
        made: list[JSON] = []
        for i, element in enumerate(ours):
            inner: Body = dict(theirs[i % len(theirs)]) if theirs else {}
            for pair in array.members:
                if wanted(pair):
                    nested = {source: (element, bodies[source]), target: (inner, into)}
                    inner = self._carried(pair, source, nested, inner)
            made.append(inner)
        return put(into, array.arrays[target], made)


def _taken(array: NaiveArray, body: Body, source: Side) -> list[Body]:
    """The elements of the source's list that its row brings over."""
    found = elements(body, array.arrays[source])
    return found if array.only is None else [one for one in found if holds(array.only, one)]


def elements(body: Body, array: Path) -> list[Body]:
    """The elements of a list of objects, none where there is no list."""
    found = get(body, array)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def say(value: object) -> str:
    """A value as a reason shows it."""
    if value is ABSENT:
        return "not there"
    if value is None:
        return "null"
    shown = str(value)
    return f"`{shown[:57]}...`" if len(shown) > 60 else f"`{shown}`"


def _first(bodies: Sequence[Body], path: Path) -> Raw:
    found: JSON | Absent = ABSENT
    for body in bodies:
        found = get(body, path)
        if found is not ABSENT:
            return found
    return found


def _gathered(bodies: Sequence[Body], path: Path) -> Raw:
    """All that stands at a path through lists, as one list; a path that ends at its list gives the list."""
    array = path.array
    if array is None or array == path:
        return _first(bodies, path)
    found = _first(bodies, array)
    if not isinstance(found, list):
        return found
    values: list[JSON] = []
    for element in found:
        below = _gathered((element,), path.below(array)) if isinstance(element, dict) else ABSENT
        inner = path.below(array).array
        values += below if inner is not None and isinstance(below, list) else [None if below is ABSENT else below]
    return values


def _filled(into: Body, path: Path, values: JSON) -> Body:
    """A copy of `into` with a list of values, or of objects with one of the values each, where the path says so."""
    array = path.array
    if array is None or array == path or not isinstance(values, list):
        return put(into, path, values)
    return put(into, array, [put({}, path.below(array), one) for one in values])


def _named(name: str, bodies: Mapping[Side, Sequence[Body]], source: Side) -> Raw:
    path = Path.of(name)
    below = Path(path.parts[-1:])
    for side in (source, source.other):
        for one in (path, below):
            found = _first(bodies[side], one)
            if found is not ABSENT:
                return found
    return ABSENT
