"""Field pairs as rows of the field mapping: written where they belong, and read and checked before they are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from interlock.document.editing import add_field_rows, add_row_to_each
from interlock.document.sections.data_map import DECISIONS
from interlock.journeys.check import cold_read
from interlock.journeys.judging import key
from interlock.journeys.meeting import Meeting
from interlock.journeys.project import Project, rewritten
from interlock.journeys.suggesting import pair_of
from interlock.mapping import parse_rule
from interlock.model.decisions import Direction
from interlock.model.document import Document, FieldRow, RecordRow
from interlock.model.finding import Finding, Severity
from interlock.model.path import Path
from interlock.model.suggestion import Candidate
from interlock.model.value import Side

_UNFED = "required-field-not-fed"
"""What no row that is there can be blamed for, though it may be asked in one: another is missing."""
_PERSONAL, _SENSITIVE = "personal-value-shown", "sensitive"
_BECAUSE = "the elements of a list belong together by a row of their own"

_Parted: TypeAlias = tuple[tuple[Candidate, ...], tuple[tuple[Candidate, str], ...]]
"""Pairs that are kept, and those that are not, each with the reason."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A text of the document with rows added, which they are, and which could not be, each with the reason."""

    text: str
    rows: tuple[Candidate, ...]
    left_out: tuple[tuple[Candidate, str], ...] = ()
    sensitive: int = 0
    """how many of the rows are marked as sensitive, because they hold personal values"""
    asked: tuple[Finding, ...] = ()
    """errors that are found now that the record has rows, and that none of these rows brings: others are missing"""


def placed(
    project: Project, others: Sequence[Project], met: Meeting, wanted: Iterable[Candidate], *, name: str = ""
) -> Placed:
    """The document's text with rows for these pairs; a row that would bring an error is left out.

    Args:
        project: the document as it is.
        others: the other documents of its folder.
        met: the two resources.
        wanted: the pairs.
        name: what to call the record where the data map does not have it yet.
    """
    desk = _Desk(project, others, met, name)
    there = set(_mapped_pairs(met.row))
    rows, refused = desk.writable(_with_lists(met, [one for one in wanted if pair_of(one) not in there]))
    kept, faulty = desk.sound(rows)
    text = desk.text(kept)
    notes = desk.personal(text, kept)
    asked = desk.asked(text) if kept else ()
    return Placed(desk.text(kept, notes) if notes else text, kept, (*refused, *faulty), len(notes), asked)


def cells_of(one: Candidate, row: RecordRow | None, *, notes: str = "") -> dict[str, str]:
    """The cells of a pair's row, by the keys of the columns."""
    both = one.direction is Direction.BOTH
    # Where the record's direction is open, a row that can flow both ways leaves it open, too.
    is_open = both and (row is None or row.direction.value is None)
    return {
        "left": ", ".join(f"`{path}`" for path in one.left),
        "direction": "" if is_open else one.direction.value,
        "right": ", ".join(f"`{path}`" for path in one.right),
        "rule": one.rule,
        "notes": notes,
    }


def with_record(text: str, met: Meeting, name: str, *, matched_by: str = "") -> str:
    """The text with a record in the data map; what is to be decided about it stays open."""
    left, right = (met.system(side) for side in Side)
    known = {"Record": "record", left: "left", right: "right", **DECISIONS}
    row = {"record": name, "left": f"`{met.left.name}`", "right": f"`{met.right.name}`", "matched_by": matched_by}
    return add_row_to_each(text, "Data map", known, {k: v for k, v in row.items() if v}, by="record")


@dataclass
class _Desk:
    """One document, to which rows of one record are added."""

    project: Project
    others: Sequence[Project]
    met: Meeting
    name: str
    _read: tuple[str, tuple[Finding, ...]] | None = None
    """the text that was checked last, and what was found in it"""

    @property
    def record(self) -> str:
        """The record as the data map calls it, or will."""
        return self.met.row.name if self.met.row is not None else self.name

    def text(self, rows: Sequence[Candidate], notes: Mapping[int, str] | None = None) -> str:
        """The document with these rows."""
        if not rows:
            return self.project.document.text
        text = self.project.document.text
        if self.met.row is None and self.project.document.record(self.name) is None:
            text = with_record(text, self.met, self.name)
        left, right = (self.met.system(side) for side in Side)
        known = {left: "left", "Direction": "direction", right: "right", "Rule": "rule", "Notes": "notes"}
        cells = [cells_of(one, self.met.row, notes=(notes or {}).get(n, "")) for n, one in enumerate(rows)]
        return add_field_rows(text, self.record, known, cells)

    def writable(self, rows: Sequence[Candidate]) -> _Parted:
        """The rows that read back as what they are to say, and the others with the reason of each."""
        unknown = [one for one in rows if parse_rule(one.rule) is None]
        known = tuple(one for one in rows if one not in unknown)
        refused = tuple((one, f"“{one.rule}” is no mapping rule") for one in unknown)
        if not known or self._reads_back(known):
            return known, refused
        odd = tuple(one for one in known if not self._reads_back((one,)))
        refused += tuple((one, "a name of it cannot stand in a field table") for one in odd)
        return tuple(one for one in known if one not in odd), refused

    def _reads_back(self, rows: Sequence[Candidate]) -> bool:
        """Whether these very rows, and what they need, are all that comes to the document with them."""
        before, now = self.project.document, rewritten(self.project, self.text(rows)).document
        others = [(one.name, len(one.fields)) for one in before.records if one.name != self.record]
        added, there = _added(now, self.record, len(rows)), before.record(self.record)
        as_before = [(one.name, len(one.fields)) for one in now.records if one.name != self.record] == others
        record = now.record(self.record)
        grown = record is not None and len(record.fields) == len(rows) + (len(there.fields) if there else 0)
        return as_before and grown and all(_says(row, one) for row, one in zip(added, rows, strict=True))

    def sound(self, rows: tuple[Candidate, ...]) -> _Parted:
        """The rows that bring no error, and the others with the error that each brings."""
        left_out: list[tuple[Candidate, str]] = []
        while rows:
            text = self.text(rows)
            new = self._in_rows(text)
            if not new:
                break
            lines = _lines(rewritten(self.project, text).document, self.record, len(rows))
            by_line = dict(zip(lines, rows, strict=True))
            blamed = {pair_of(by_line[one.place.line]): one for one in new if one.place.line in by_line}
            if not blamed:
                kept, more = self._one_by_one(rows)
                return kept, (*left_out, *more)
            left_out += [(one, blamed[pair_of(one)].message) for one in rows if pair_of(one) in blamed]
            rows = tuple(one for one in rows if pair_of(one) not in blamed)
        return rows, tuple(left_out)

    def personal(self, text: str, rows: Sequence[Candidate]) -> dict[int, str]:
        """Notes for the rows that hold personal values: masked until somebody decides that they may be shown."""
        if not rows:
            return {}
        lines = _lines(rewritten(self.project, text).document, self.record, len(rows))
        asked = {one.place.line for one in self._findings(text) if one.code == _PERSONAL}
        return {n: _SENSITIVE for n, line in enumerate(lines) if line in asked}

    def asked(self, text: str) -> tuple[Finding, ...]:
        """The errors of a text that the document does not have as it is."""
        left = Counter(self._before)
        new = []
        for one in self._findings(text):
            if one.severity is Severity.ERROR:
                left[key(one)] -= 1
                new += [one] if left[key(one)] < 0 else []
        return tuple(new)

    @cached_property
    def _before(self) -> Counter[tuple[str, str]]:
        found = self._findings(self.project.document.text)
        return Counter(key(one) for one in found if one.severity is Severity.ERROR)

    def _in_rows(self, text: str) -> list[Finding]:
        """The new errors of a text that stand in rows of the record, which one of the new ones may have brought."""
        row = rewritten(self.project, text).document.record(self.record)
        lines = {one.span.line for one in row.fields} if row is not None else set()
        return [one for one in self.asked(text) if one.place.line in lines and one.code != _UNFED]

    def _one_by_one(self, rows: Sequence[Candidate]) -> _Parted:
        """The same where an error stands in a row that was there: halves that bring none are taken as they are."""

        def taken(kept: tuple[Candidate, ...], some: Sequence[Candidate]) -> tuple[Candidate, ...]:
            new = self._in_rows(self.text((*kept, *some)))
            if not new:
                return (*kept, *some)
            if len(some) == 1:
                left_out.append((some[0], new[0].message))
                return kept
            half = len(some) // 2
            return taken(taken(kept, some[:half]), some[half:])

        left_out: list[tuple[Candidate, str]] = []
        return taken((), rows), tuple(left_out)

    def _findings(self, text: str) -> tuple[Finding, ...]:
        if self._read is None or self._read[0] != text:
            found = cold_read(rewritten(self.project, text), others=self.others, signed=False).findings
            self._read = (text, found)
        return self._read[1]


def _added(document: Document, record: str, count: int) -> tuple[FieldRow, ...]:
    row = document.record(record)
    return row.fields[-count:] if row is not None and len(row.fields) >= count else ()


def _lines(document: Document, record: str, count: int) -> list[int]:
    """The lines of the rows that were added last."""
    found = [one.span.line for one in _added(document, record, count)]
    return found + [0] * (count - len(found))


def _says(row: FieldRow, one: Candidate) -> bool:
    """Whether a row, as it is read, has the very fields of a pair, and a rule that is understood."""
    fields = (tuple(map(str, cell.value or ())) for cell in (row.left, row.right))
    return tuple(fields) == pair_of(one) and parse_rule(row.rule.text) is not None


# Rows of lists


def _with_lists(met: Meeting, wanted: Sequence[Candidate]) -> list[Candidate]:
    """The pairs in the order of the left resource, with a row for each pair of lists that they stand in."""
    there = {pair_of(one) for one in wanted} | set(_mapped_pairs(met.row))
    found = list(wanted)
    for one in wanted:
        for outer in _lists_around(one):
            if pair_of(outer) not in there:
                there.add(pair_of(outer))
                found.append(outer)
    places = {str(field.path): n for n, field in enumerate(met.left.fields)}
    return sorted(found, key=lambda one: (places.get(one.left[0], len(places)) if one.left else len(places), one.left))


def _mapped_pairs(row: RecordRow | None) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for one in row.fields if row is not None else ():
        yield tuple(map(str, one.left.value or ())), tuple(map(str, one.right.value or ()))


def _lists_around(one: Candidate) -> Iterator[Candidate]:
    if not one.left or not one.right:
        return
    left, right = (_arrays(Path.of(paths[0])) for paths in (one.left, one.right))
    if len(left) == len(right):
        for mine, its in zip(left, right, strict=True):
            yield replace(one, left=(mine,), right=(its,), rule="", reasons=(_BECAUSE,))


def _arrays(path: Path) -> list[str]:
    """The lists that a path goes into, itself not counted, outermost first."""
    return [".".join(path.parts[:end]) for end in range(1, len(path.parts)) if path.parts[end - 1].endswith("[]")]
