"""Compiles the field table of a record into functions. What cannot be compiled is left out and is a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from interlock.catalogue import did_you_mean
from interlock.mapping.conditions import holds
from interlock.mapping.drafts import TOP, Desk, Draft, Level, drafts_of, is_gathered, listed, place_in
from interlock.mapping.elements import Lists
from interlock.mapping.ends import Ends, readers_of, step_of, writer_of
from interlock.mapping.language import rules
from interlock.mapping.match import key_readers
from interlock.mapping.outcome import Problem
from interlock.mapping.pair import PairMapping, forgiving, getter, keys_of, reference, value_reader, wished
from interlock.mapping.record import RecordMapping
from interlock.mapping.references import Referred
from interlock.mapping.rule import (
    Call,
    Codec,
    Conversion,
    Elements,
    Needs,
    Reference,
    References,
    RuleUse,
    Takes,
    itself,
)
from interlock.mapping.steps import Listing, Need, Other, Reader, Referring, Single, Step, Writer
from interlock.mapping.wire import element_of, encoder
from interlock.model.document import LookUp, RecordRow
from interlock.model.finding import Finding, by_place
from interlock.model.path import Path
from interlock.model.profile import FieldType, RecordProfile
from interlock.model.value import Body, Side


@dataclass(frozen=True, slots=True)
class Compiled:
    """A record's mapping and what is wrong with its rows; rows with findings are not in the mapping."""

    mapping: RecordMapping
    findings: tuple[Finding, ...]


def compile_record(
    row: RecordRow, left: RecordProfile, right: RecordProfile, tables: tuple[LookUp, ...], file: str
) -> Compiled:
    """The mapping of one record of the data map.

    Args:
        row: the record with its field rows.
        left: what is known of its resource in the left system; without fields, fields are not checked.
        right: the same of the right system.
        tables: the document's named look-ups.
        file: the document's path, for findings whose place does not name it.

    Returns:
        The mapping of the rows that are sound, and findings for all others.
    """
    desk = Desk(row, {Side.LEFT: left, Side.RIGHT: right}, file)
    maker = _Maker(desk, tables, drafts_of(desk))
    pairs = tuple(pair for draft in maker.drafts if (pair := maker.pair(draft)) is not None)
    key = row.matched_by.value
    keys = {side: key_readers(key, pairs, side) for side in Side} if key is not None else {}
    order = tuple(sorted(pairs, key=lambda pair: maker.rank(pair.name)))
    mapping = RecordMapping(row.name, pairs, keys, row.only_when.value or (), order)
    return Compiled(mapping, by_place(desk.findings))


def problems_of(
    row: RecordRow, left: RecordProfile, right: RecordProfile, tables: tuple[LookUp, ...], file: str
) -> tuple[Finding, ...]:
    """The findings of `compile_record`, without making what would read and write values."""
    desk = Desk(row, {Side.LEFT: left, Side.RIGHT: right}, file)
    maker = _Maker(desk, tables, drafts_of(desk), asks_only=True)
    for draft in maker.drafts:
        maker.pair(draft)
    return by_place(desk.findings) if desk.findings else ()


def _below(array: Path | None, name: str) -> Path:
    """The path of a field that a rule names, which may be written as seen from the item or from the element."""
    path = Path.of(name)
    if array is None or path.parts[: len(array.parts)] == array.parts:
        return path
    return Path((*array.parts, *path.parts))


_PLAIN = Codec(itself, None)
_MAY_BE_LISTS = frozenset({FieldType.ARRAY, FieldType.ANY})


def _relative(path: Path, array: Path | None) -> Path:
    return path if array is None else path.below(array)


@dataclass(slots=True)
class _Maker:
    """Makes pairs of drafts, each once, those first whose values the rules of others need.

    With `asks_only` a pair of single values has nothing that reads or writes them.
    """

    desk: Desk
    tables: tuple[LookUp, ...]
    drafts: list[Draft]
    asks_only: bool = False
    made: dict[str, PairMapping | None] = field(default_factory=dict)
    making: list[str] = field(default_factory=list)
    ranks: dict[str, int] = field(default_factory=dict)

    def rank(self, name: str) -> int:
        """Where a pair stands among those that were made."""
        return self.ranks[name]

    def pair(self, draft: Draft) -> PairMapping | None:
        """The draft's pair, or None where its rule cannot be made as it is written."""
        if draft.name in self.made:
            return self.made[draft.name]
        self.making.append(draft.name)
        try:
            pair = self._listed(draft) if draft.array is not None else self._single(draft)
        except Problem as problem:
            self.desk.report("rule-words", draft.row.rule.span, problem.message, about=draft.name, hint=problem.hint)
            pair = None
        self.making.pop()
        self.made[draft.name] = pair
        self.ranks[draft.name] = len(self.ranks)
        return pair

    def _call(self, draft: Draft) -> Call:
        known = {
            side: self.desk.profile(side, draft.fields(side)[0]) if len(draft.fields(side)) == 1 else None
            for side in Side
        }
        source = draft.source
        counts = (len(draft.fields(source)), len(draft.fields(source.other)))
        ends = (known[source], known[source.other])
        here, there = (
            tuple(keys_of(_relative(path, draft.level[side is Side.RIGHT])) for path in draft.fields(side))
            for side in (source, source.other)
        )
        return Call(draft.use.args, *ends, source is Side.LEFT, draft.two_way, self.tables, counts, here, there)

    def _single(self, draft: Draft) -> PairMapping | None:
        made = draft.rule.build(self._call(draft))
        if isinstance(made, Elements):
            raise Problem("lists are paired by this rule, and these fields are none")
        if isinstance(made, Reference):
            return self._reference(draft, made)
        if isinstance(made, References):
            return self._references(draft, made)
        needs = self._needs(draft)
        if needs is None:
            return None
        return self._made(draft, {}, {}, {}, {}) if self.asks_only else self._conversion(draft, made, needs)

    def _reference(self, draft: Draft, made: Reference) -> PairMapping:
        readers: dict[Side, Reader] = {}
        writers: dict[Side, Writer] = {}
        keys: dict[Side, Reader] = {}
        steps: dict[Side, Step] = {}
        for side in Side:
            full = draft.fields(side)[0]
            path = _relative(full, draft.level[side is Side.RIGHT])
            encode = encoder(self.desk.profile(side, full))
            read, write = reference(path, made.record, side, encode)
            keys[side] = read
            loose = not draft.two_way and side is draft.source.other
            steps[side] = Referring(keys_of(path), made.record, encode, loose)
            readers[side] = forgiving(read, getter(path)) if loose else read
            if draft.direction.writes(side):
                writers[side] = write
        return self._made(draft, readers, keys, writers, steps, refers_to=made.record)

    def _references(self, draft: Draft, made: References) -> PairMapping:
        readers: dict[Side, Reader] = {}
        keys: dict[Side, Reader] = {}
        writers: dict[Side, Writer] = {}
        steps: dict[Side, Step] = {}
        for side in Side:
            full = draft.fields(side)[0]
            array, way = listed(self.desk.profiles[side], full)
            known = self.desk.profile(side, full)
            if way is None and known is not None and known.type not in _MAY_BE_LISTS:
                raise Problem(f"`{full}` is no list", hint=f"write `the linked {made.record}` for a single reference")
            within = _relative(array, draft.level[side is Side.RIGHT])
            encode = encoder(known if way is not None or known is None else element_of(known))
            loose = not draft.two_way and side is draft.source.other
            referred = Referred(made.record, side, array, within, way, encode, made.as_set, loose)
            keys[side] = referred.read
            readers[side] = forgiving(referred.read, getter(within)) if loose else referred.read
            steps[side] = Other((keys_of(within),))
            if draft.direction.writes(side):
                writers[side] = referred.write
        return self._made(draft, readers, keys, writers, steps, refers_to=made.record, elementwise=made.as_set)

    def _conversion(self, draft: Draft, made: Conversion, needs: dict[Side, tuple[Need, ...]]) -> PairMapping:
        readers: dict[Side, Reader] = {}
        writers: dict[Side, Writer] = {}
        keys: dict[Side, Reader] = {}
        steps: dict[Side, Step] = {}
        for side in Side:
            codec = made.source if side is draft.source else made.target
            ends = self._ends(draft, side)
            needed = tuple(need.reader for need in needs[side])
            read, keys[side] = readers_of(draft.rule, ends, codec, needed)
            readers[side] = forgiving(read, ends.gets[0]) if ends.loose and ends.gets else read
            steps[side] = step_of(draft.rule, ends, codec, needs[side])
            if draft.direction.writes(side):
                writer = writer_of(draft.rule, ends, codec, readers[side], needed)
                if writer is not None:
                    writers[side] = writer
        return self._made(draft, readers, keys, writers, steps, elementwise=made.elementwise)

    def _ends(self, draft: Draft, side: Side) -> Ends:
        full = draft.fields(side)
        paths = tuple(_relative(path, draft.level[side is Side.RIGHT]) for path in full)
        if draft.direction.writes(side) and any(map(is_gathered, paths)):
            raise Problem(f"`{full[0]}` stands for many values, and one row cannot write them all")
        takes = draft.rule.takes if side is draft.source else draft.rule.gives
        encodes = tuple(encoder(self.desk.profile(side, path)) for path in full)
        loose = not draft.two_way and side is draft.source.other
        return Ends(paths, encodes, takes is not Takes.ONE, loose)

    def _made(
        self,
        draft: Draft,
        readers: dict[Side, Reader],
        keys: dict[Side, Reader],
        writers: dict[Side, Writer],
        steps: dict[Side, Step],
        *,
        refers_to: str | None = None,
        parts: tuple[PairMapping, ...] = (),
        elementwise: bool = False,
    ) -> PairMapping:
        return PairMapping(
            name=draft.name,
            direction=draft.direction,
            row=draft.row,
            winner=draft.row.wins.value,
            invertible=draft.rule.has_inverse(draft.use.args) and all(part.invertible for part in parts),
            sensitive=draft.row.sensitive or any(part.sensitive for part in parts),
            left_fields=draft.left,
            right_fields=draft.right,
            refers_to=refers_to,
            rule=draft.use.text.strip() or "equal",
            readers=readers,
            keys=keys,
            writers=writers,
            steps=steps,
            parts=parts,
            elementwise=elementwise,
        )

    def _listed(self, draft: Draft) -> PairMapping | None:
        made = draft.rule.build(self._call(draft))
        key = self._key(draft, made) if isinstance(made, Elements) and made.left and made.right else None
        members = [pair for member in draft.members if (pair := self.pair(member)) is not None]
        if len(members) < len(draft.members):
            return None  # a list that is written without one of its rows would lose that row's values
        parts = tuple(sorted(members, key=lambda pair: self.rank(pair.name)))
        key_pair = next((part for part in parts if key is not None and part.name == key.name), None)
        readers: dict[Side, Reader] = {}
        writers: dict[Side, Writer] = {}
        steps: dict[Side, Step] = {}
        for side in Side:
            array = (draft.array or TOP)[side is Side.RIGHT] or draft.fields(side)[0]
            within = _relative(array, draft.level[side is Side.RIGHT])
            kept = self._kept(draft, made) if side is draft.source else None
            lists = Lists(array, within, side, parts, key_pair, kept)
            loose = not draft.two_way and side is draft.source.other
            readers[side] = forgiving(lists.read, getter(within)) if loose else lists.read
            steps[side] = Listing(keys_of(within), None if key_pair is None else key_pair.name, loose, kept)
            if draft.direction.writes(side):
                writers[side] = lists.write
        return self._made(draft, readers, readers, writers, steps, parts=parts)

    def _kept(self, draft: Draft, made: object) -> Callable[[Body], bool] | None:
        """Which elements of the list that the row starts from count; None: all."""
        only = made.only if isinstance(made, Elements) else None
        if only is None:
            return None
        self.desk.demand(draft.source, _below((draft.array or TOP)[draft.source is Side.RIGHT], str(only.field)))
        return partial(holds, only)

    def _key(self, draft: Draft, made: Elements) -> Draft:
        """The row of the elements' key; where none is written the keys are equal."""
        left, right = draft.array or TOP
        if left is None or right is None:  # pragma: no cover - a row of lists names both
            raise Problem("elements are paired by fields of both lists")
        paths = {Side.LEFT: _below(left, made.left or ""), Side.RIGHT: _below(right, made.right or "")}
        for side, path in paths.items():
            self.desk.demand(side, path)
        wanted = ((paths[Side.LEFT],), (paths[Side.RIGHT],))
        for member in draft.members:
            if (member.left, member.right) == wanted:
                return member
        name = f"{paths[Side.LEFT]} {draft.direction.value} {paths[Side.RIGHT]}"
        added = Draft(draft.row, name, RuleUse("equal", {}, ""), rules()["equal"], draft.direction, *wanted)
        added.level = (left, right)
        draft.members.append(added)
        return added

    def _needs(self, draft: Draft) -> dict[Side, tuple[Need, ...]] | None:
        """What reads, on each side, the fields that the rule names; None where one cannot be had."""
        found: dict[Side, list[Need]] = {side: [] for side in Side}
        for name in draft.rule.names(draft.use.args):
            needs = self._need(draft, name)
            if needs is None:
                return None
            for side in Side:
                if side is draft.source or draft.rule.needs is Needs.WISHED:
                    found[side].append(needs.get(side, Need(_nothing, of_item=True)))
        return {side: tuple(needs) for side, needs in found.items()}

    def _need(self, draft: Draft, name: str) -> dict[Side, Need] | None:
        """How one field that a rule names is read: the nearest, on the side the rule starts from, mapped or not."""
        levels: list[Level] = [draft.level] if draft.level == TOP else [draft.level, TOP]
        for level in levels:
            for side in (draft.source, draft.source.other):
                array = level[side is Side.RIGHT]
                path = _below(array, name)
                found = self._mapped(draft, level, side, path)
                lifted = level == TOP
                if found is not None:
                    return {s: _of_pair(found, s, of_item=lifted) for s in Side}
                if self._is_there(side, path, draft, level):
                    if side is not draft.source and draft.rule.needs is Needs.SOURCE:
                        self._report(draft, name, f"`{name}` is a field of the other side, and no row maps it")
                        return None
                    inside = _relative(path, array)
                    raw = value_reader(getter(inside), _PLAIN, (), reads_empty=False)
                    return {side: Need(wished(raw, of_item=lifted), lifted, keys_of(inside), _PLAIN.read)}
        known = [str(f.path) for profile in self.desk.profiles.values() for f in profile.fields]
        self._report(draft, name, f"`{name}` is a field of neither side", hint=did_you_mean(name, known))
        return None

    def _is_there(self, side: Side, path: Path, draft: Draft, level: Level) -> bool:
        if self.desk.profiles[side].fields:
            return self.desk.knows(side, path)
        # Nothing is known of this side: the field is taken to stand in the item that the rule starts from.
        return side is draft.source and level == TOP

    def _mapped(self, draft: Draft, level: Level, side: Side, path: Path) -> PairMapping | None:
        for other in self.drafts if level == TOP else self._members(level):
            if other is not draft and other.fields(side) == (path,) and other.array is None:
                if other.name in self.making:
                    raise Problem(f"`{path}` is read by a rule that needs this row's own value")
                return self.pair(other)
        return None

    def _members(self, level: Level) -> list[Draft]:
        queue = list(self.drafts)
        found: list[Draft] = []
        while queue:
            draft = queue.pop()
            queue.extend(draft.members)
            found.extend(member for member in draft.members if member.level == level)
        return found

    def _report(self, draft: Draft, name: str, message: str, *, hint: str = "") -> None:
        why = "the rule cannot work without it"
        place = place_in(draft.row.rule, name)
        self.desk.report("rule-field", place, message, about=draft.name, why=why, hint=hint or f"map `{name}` in a row")


def _of_pair(pair: PairMapping, side: Side, *, of_item: bool) -> Need:
    """What another row shows on a side, as a need."""
    reader = wished(pair.keys.get(side, _nothing), of_item=of_item)
    step = pair.steps.get(side)
    if isinstance(step, Single) and not step.needs and not step.reads_empty:
        return Need(reader, of_item, step.keys, step.codec.key or step.codec.read)
    return Need(reader, of_item)


def _nothing(*_: object) -> None:
    return None
