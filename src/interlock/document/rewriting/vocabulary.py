"""What the words of one document may mean: its systems, records, terms, fields and values, found in everyday spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from interlock.document.names import Names
from interlock.document.rewriting.known import KnownField
from interlock.document.rewriting.usual import usual_fields
from interlock.model.decisions import Comparison, Direction
from interlock.model.document import FieldRow, RecordRow
from interlock.model.value import Side

_WORDS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+|\d+")
# What names of fields end with and people leave out.
_UNITS = frozenset({"cents", "cent", "id", "ids", "at", "on", "key", "code", "number", "minor"})
# What people add to the name of a field.
_ADDED = ("number", "address", "value", "level", "date", "amount", "code")
_PAIR = re.compile(r"`([^`]*)`\s*=\s*`([^`]*)`")
_LINKED = re.compile(r"(?:the |each )?linked (.+?)(?:, each)?(?:, as a set)?\.?", re.IGNORECASE)
# Of so many records without a field mapping it is guessed what their fields are called.
_MOST_GUESSED_ABOUT = 50
_QUANTITIES = ("quantity", "available", "level", "count", "stock", "hand", "amount", "balance")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a run of words may mean; the smaller `rank`, the closer the words are to the name."""

    kind: str
    value: object
    rank: int = 0


@dataclass(frozen=True)
class Vocabulary:
    """The words of one document."""

    names: Names
    rows: tuple[RecordRow, ...] = ()
    zone: str = "UTC"
    _empty: dict[tuple[str, ...], tuple[Meaning, ...]] = field(default_factory=dict)

    @cached_property
    def fields(self) -> tuple[KnownField, ...]:
        """Every field that the field mapping names."""
        mapped = [known for row in self.rows for one in row.fields for known in _fields(row, one)]
        there = {_place(known) for known in mapped}
        named = [known for known in self._decided() if _place(known) not in there]
        there |= {_place(known) for known in named}
        # Each of them may refer to each other one: of very many there would be more pairs than memory.
        bare = [row for row in self.rows if not row.fields][:_MOST_GUESSED_ABOUT]
        others = [*self.names.records][:_MOST_GUESSED_ABOUT]
        usual = [known for row in bare for known in usual_fields(row, others)]
        return (*mapped, *named, *(known for known in usual if _place(known) not in there))

    @cached_property
    def by_path(self) -> dict[str, tuple[KnownField, ...]]:
        """Those fields by what a sentence may write for them: the path, also without the mark of a list."""
        found: dict[str, list[KnownField]] = {}
        for known in self.fields:
            for path in dict.fromkeys((known.path, known.name)):
                found.setdefault(path, []).append(known)
        return {path: tuple(known) for path, known in found.items()}

    def _decided(self) -> Iterator[KnownField]:
        """The fields that terms and the data map name, which a document may have before its field mapping."""
        for term in self.names.terms.values():
            record = self.names.record(term.record)
            row = self.row(record) if record else None
            if row is not None:
                path, values = str(term.condition.field), term.condition.values
                yield KnownField(row.name, self.source(row.name), path, "", Direction.BOTH, "", values)
        for row in self.rows:
            for pair in row.matched_by.value.pairs if row.matched_by.value else ():
                for side, here, there in ((Side.LEFT, pair.left, pair.right), (Side.RIGHT, pair.right, pair.left)):
                    yield KnownField(row.name, side, str(here), str(there), Direction.BOTH, "", ())
            for one in row.only_when.value or ():
                if one.side is not None:
                    yield KnownField(row.name, one.side, str(one.field), "", Direction.BOTH, "", one.values)

    @cached_property
    def meanings(self) -> dict[tuple[str, ...], tuple[Meaning, ...]]:
        """Everything that has a name, by the stems of the name's words, closest first."""
        found: dict[tuple[str, ...], dict[Meaning, None]] = {}
        for words, meaning in self._named():
            if words:
                found.setdefault(words, {})[meaning] = None
        return {words: tuple(sorted(known, key=lambda m: m.rank)) for words, known in found.items()}

    @cached_property
    def spoken(self) -> re.Pattern[str]:
        """Finds a system, a record or a term by its name."""
        names = (*self.names.systems, *self.names.records, *(term.name for term in self.names.terms.values()))
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, names)) or '$^'})(?:s|es)?\b", re.IGNORECASE)

    @cached_property
    def own_values(self) -> re.Pattern[str]:
        """Finds the values that the document names, and its fields of several words."""
        values = {value for known in self.fields for value in known.values if value}
        values |= {known.name.replace("_", " ") for known in self.fields if not known.guessed and "_" in known.name}
        return re.compile(
            rf"\b(?:{'|'.join(map(re.escape, sorted(values, key=len, reverse=True))) or '$^'})\b", re.IGNORECASE
        )

    def row(self, record: str) -> RecordRow | None:
        """What the data map says about a record."""
        return next((row for row in self.rows if row.name == record), None)

    def system(self, side: Side) -> str:
        """The name of the system of a side."""
        return self.names.systems[0 if side is Side.LEFT else 1]

    def source(self, record: str) -> Side:
        """Where a record's values come from: as the direction says, else its source of truth."""
        row = self.row(record)
        direction = row.direction.value if row else None
        if direction is Direction.RIGHT:
            return Side.LEFT
        if direction is Direction.LEFT:
            return Side.RIGHT
        return (row.source_of_truth.value if row else None) or Side.LEFT

    def looked(self, record: str) -> timedelta | None:
        """How often changes of a record are looked for."""
        row = self.row(record)
        often = row.how_often.value if row else None
        return often.every if often else None

    def quantity(self, record: str, side: Side) -> KnownField | None:
        """The field of a record that says how many there are."""
        own = [known for known in self.fields if known.record == record and known.side is side]
        return next((k for k in own if not {*stems(k.path)}.isdisjoint(_QUANTITIES)), None)

    def _named(self) -> Iterator[tuple[tuple[str, ...], Meaning]]:
        for system in self.names.systems:
            yield stems(system), Meaning("system", system)
        for term in self.names.terms.values():
            yield stems(term.name), Meaning("term", term.name)
            for value in term.condition.values if term.condition.comparison is Comparison.IS else ():
                yield stems(value), Meaning("value", value, 1)
        for record in self.names.records:
            yield stems(record), Meaning("record", record)
        for row in self.rows:
            for side in Side:
                yield stems(row.resource(side)), Meaning("record", row.name, 1)
        for known in self.fields:
            yield from _spellings(known)
            for value in known.values:
                yield stems(value), Meaning("value", value, 1)
                yield (value.casefold(),), Meaning("value", value, 1)


def stems(text: str) -> tuple[str, ...]:
    """The words of a name, each without the ending of its plural."""
    return tuple(stem(word.casefold()) for word in _WORDS.findall(text.replace("'", "")))


def stem(word: str) -> str:
    """A word without the ending of a plural; the same for `box` and `boxes`, `city` and `cities`."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _place(known: KnownField) -> tuple[str, Side, str]:
    return known.record, known.side, known.path


def _fields(row: RecordRow, one: FieldRow) -> Iterator[KnownField]:
    cells = {Side.LEFT: one.left.value or (), Side.RIGHT: one.right.value or ()}
    pairs = _PAIR.findall(one.rule.text)
    linked = _LINKED.fullmatch(one.rule.text.strip())
    flows = one.direction.value or row.direction.value or Direction.BOTH
    for side, own in cells.items():
        there = cells[side.other]
        values = tuple(dict.fromkeys(pair[0 if side is Side.LEFT else 1] for pair in pairs))
        for path in own:
            other = str(there[0]) if len(own) == len(there) == 1 else ""
            yield KnownField(row.name, side, str(path), other, flows, linked.group(1) if linked else "", values)


def _spellings(known: KnownField) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """How people call a field, with the meaning."""
    last = known.path.removesuffix("[]").rsplit(".", 1)[-1]
    words = stems(last)
    if known.guessed:
        yield words, Meaning("field", known, 2)
        yield from (((*words, added), Meaning("field", known, 2)) for added in _ADDED)
        return
    yield stems(known.path), Meaning("field", known)
    yield words, Meaning("field", known)
    short = words
    while len(short) > 1 and (short[-1] in _UNITS or short[-1] + "s" in _UNITS):
        short = short[:-1]
    yield short, Meaning("field", known, 1)
    for added in _ADDED:
        yield (*short, added), Meaning("field", known, 2)
    if len(short) > 1:
        yield (*short[-1:],), Meaning("field", known, 3)
        yield (*short[:1],), Meaning("field", known, 3)
