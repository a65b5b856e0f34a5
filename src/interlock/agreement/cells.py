"""Everything that a document says, as cells with plain spelling, each in the layer that it is signed with."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from interlock.model.agreement import Cell, Layer
from interlock.model.decisions import Condition
from interlock.model.document import Document, FieldRow, Person, RecordRow, Stated, SystemRow
from interlock.model.path import Path
from interlock.model.place import Span
from interlock.model.value import Side

Named: TypeAlias = Mapping[str, str | Stated[Any]]
"""The words of a row by its columns."""

LEFT, RIGHT = "left", "right"
"""What the columns are called that are headed by the systems' names; a system's name is part of the scope only."""

_ARROWS = {"->": "→", "<-": "←", "<->": "↔"}
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_DECISIONS = {
    "Source of truth": "source_of_truth",
    "Direction": "direction",
    "On conflict": "on_conflict",
    "On delete": "on_delete",
    "Matched by": "matched_by",
    "Only when": "only_when",
    "When it leaves": "when_it_leaves",
    "Create missing": "create_missing",
    "Starting": "starting",
    "How often": "how_often",
}


@dataclass(frozen=True, slots=True)
class Described:
    """The sha256 of a system's API description, with all that it refers to, and of the corrections to it."""

    description: str = ""
    corrections: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row before two of one name are told apart."""

    layer: Layer | None
    section: str
    group: str
    name: str
    cells: Mapping[str, tuple[str, Span]]


def plain(text: str) -> str:
    """Words without what is not meant by them: spaces, typographic quotes, the way an arrow is typed."""
    said = " ".join(unicodedata.normalize("NFC", text).translate(_PLAIN).split())
    return _ARROWS.get(said, said)


def cells(document: Document, descriptions: Mapping[Side, Described]) -> Iterator[Cell]:
    """Every cell that says something, in the order of the sections."""
    rows = [*_scope(document), *_spec(document, descriptions), *_unsigned(document)]
    for row, name in _told_apart(rows):
        for column, (text, span) in row.cells.items():
            yield Cell(row.layer, row.section, row.group, name, column, text, span)


def _told_apart(rows: Iterable[_Row]) -> list[tuple[_Row, str]]:
    """The rows with a number after the name of all but the first of one name, however they are ordered."""
    listed = list(rows)
    often = Counter((row.section, row.group, row.name) for row in listed)
    if max(often.values(), default=1) == 1:
        return [(row, row.name) for row in listed]
    names: dict[int, str] = {}
    taken = set(often)
    seen: Counter[tuple[str, str, str]] = Counter()
    for row in sorted(listed, key=_words):
        key = (row.section, row.group, row.name)
        if often[key] == 1:
            continue
        seen[key] += 1
        name = row.name
        while seen[key] > 1 and (name == row.name or (row.section, row.group, name) in taken):
            name = f"{row.name} ({seen[key]})" if name == row.name else f"{name}'"
        taken.add((row.section, row.group, name))
        names[id(row)] = name
    return [(row, names.get(id(row), row.name)) for row in listed]


def _words(row: _Row) -> list[tuple[str, str]]:
    return sorted((column, text) for column, (text, _) in row.cells.items())


def _row(layer: Layer | None, section: str, name: str, span: Span, named: Named, *, group: str = "") -> _Row:
    """A row with those of its cells that say something."""
    found = {}
    for column, value in named.items():
        text, place = (value.text, value.span) if isinstance(value, Stated) else (value, span)
        if said := plain(text):
            found[column] = (said, place)
    return _Row(layer, section, plain(group), plain(name), found)


def _scope(document: Document) -> Iterator[_Row]:
    scope = Layer.SCOPE
    for row in document.systems:
        yield _row(
            scope,
            "Systems",
            row.side.value,
            row.span,
            {"System": row.name, "Company": row.company, "What it is": row.what},
        )
    if document.owner is not None:
        yield _person("Owner", "", document.owner)
    for person in document.people:
        yield _person("People", f"{person.role} {person.name}", person)
    for term in document.terms:
        meaning = f"{term.record} where {_condition(term.condition)}"
        yield _row(scope, "Terms", term.name, term.span, {"Term": term.name, "Meaning": meaning})
    for story in document.stories:
        way = f"{plain(story.source.text)} → {plain(story.target.text)}" if not story.source.open else ""
        named: Named = {"Name": story.name, "Direction": way, "Sentence": story.sentence}
        yield _row(scope, "User stories", story.name or story.sentence.text, story.span, named)
    yield from (_decisions(record) for record in document.records)
    for one in document.criteria:
        named = {"Name": one.name, "Stories": ", ".join(sorted(one.stories)), "Sentence": one.text}
        yield _row(scope, "Acceptance criteria", one.name or one.text, one.span, named)
    yield from _limits(document)


def _limits(document: Document) -> Iterator[_Row]:
    """What is promised by when, what is not, and what is taken for granted."""
    scope = Layer.SCOPE
    for date in document.dates:
        yield _row(scope, "Dates", date.what, date.span, {"What": date.what, "When": date.when})
    for out in document.out_of_scope:
        named: Named = {"Not in this version": out.what, "Candidate for": out.candidate_for}
        yield _row(scope, "Out of scope", out.what, out.span, named)
    for assumed in document.assumptions:
        yield _row(scope, "Assumptions and considerations", assumed.text, assumed.span, {"Sentence": assumed.text})
    for left in document.left_open:
        named = {"Question": left.code, "About": left.about, "Decided by": left.decided_by, "Why": left.why}
        yield _row(scope, "Left open on purpose", f"{left.code} {left.about}", left.span, named)


def _person(section: str, name: str, person: Person) -> _Row:
    role = person.role if section == "People" else ""
    named = {"Role": role, "Name": person.name, "Company": person.company, "Contact": person.contact}
    return _row(Layer.SCOPE, section, name, person.span, named)


def _condition(condition: Condition) -> str:
    values = ", ".join(f"`{value}`" for value in condition.values)
    return f"`{condition.field}` {condition.comparison.value} {values}"


def _decisions(record: RecordRow) -> _Row:
    named: dict[str, str | Stated[Any]] = {"Record": record.name, LEFT: record.left, RIGHT: record.right}
    named |= {heading: getattr(record, key) for heading, key in _DECISIONS.items()}
    return _row(Layer.SCOPE, "Data map", record.name, record.span, named)


def _spec(document: Document, descriptions: Mapping[Side, Described]) -> Iterator[_Row]:
    spec = Layer.SPEC
    yield from (_description(row, descriptions.get(row.side, Described())) for row in document.systems)
    for record in document.records:
        yield from (_field(record.name, pair) for pair in record.fields)
    for table in document.tables:
        if table.file:
            named: dict[str, str | Stated[Any]] = {"File": table.file, "Rows": str(len(table.rows))}
            named["digest of the rows"] = table.digest
            yield _row(spec, "Tables", table.name, table.file_span or table.span, named, group=table.name)
            continue
        for row in table.rows or ((),):
            pairs = dict(zip(_told_apart_columns(table.headings), row, strict=False)) if row else {"Table": table.name}
            yield _row(spec, "Tables", row[0] if row else "", table.span, pairs, group=table.name)
    for policy in document.policies:
        named = {"When": policy.when, "Then": policy.then}
        yield _row(spec, "When something goes wrong", policy.when.text, policy.span, named)


def _told_apart_columns(headings: Sequence[str]) -> Iterator[str]:
    """The headings of a table, each with its number where it is empty or another is called so."""
    said = [plain(heading) for heading in headings]
    for number, heading in enumerate(said, 1):
        yield heading if heading and said.count(heading) == 1 else f"{heading or 'column'} ({number})"


def _description(row: SystemRow, described: Described) -> _Row:
    named = {
        "API description": row.description,
        "digest of the API description": described.description,
        "digest of the corrections": described.corrections,
    }
    return _row(Layer.SPEC, "API descriptions", row.side.value, row.description_span, named)


def _field(record: str, pair: FieldRow) -> _Row:
    left, right = (_listed(side) for side in (pair.left, pair.right))
    named: dict[str, str | Stated[Any]] = {LEFT: left, "Direction": pair.direction, RIGHT: right, "Rule": pair.rule}
    named |= {"Wins": pair.wins, "Sensitive": "yes" if pair.sensitive else ""}
    return _row(Layer.SPEC, "Field mapping", f"{left} | {right}", pair.span, named, group=record)


def _listed(side: Stated[tuple[Path, ...]]) -> str:
    """The fields of a cell; its words where they are none."""
    return ", ".join(f"`{path}`" for path in side.value) if side.value else plain(side.text)


def _unsigned(document: Document) -> Iterator[_Row]:
    """What can be mended without anybody signing again."""
    yield _row(None, "Title", "", document.title.span, {"Title": document.title})
    yield _row(None, "Version", "", document.version.span, {"Version": document.version})
    for section in document.sections:
        if section.prose:
            text = " ".join(one.text for one in section.prose)
            yield _row(None, section.heading, "", section.prose[0].span, {"Text": text}, group="text")
    for resource in document.resources:
        named: Named = {"What": resource.what, "Where": resource.where, "Access": resource.access}
        yield _row(None, "Resources", resource.what, resource.span, named)
    for record in document.records:
        for pair in record.fields:
            name = f"{_listed(pair.left)} | {_listed(pair.right)}"
            yield _row(None, "Notes", name, pair.span, {"Notes": pair.notes}, group=record.name)
    for one in document.questions:
        named = {
            "Question": one.text,
            "Asked by": one.asked_by,
            "For": one.asks,
            "About": one.about,
            "Answer": one.answer,
            "Answered by": one.answered_by,
        }
        yield _row(None, "Questions", one.text, one.span, named)
    for change in document.changes:
        named = {"Date": change.date, "Decided by": change.decided_by, "What and why": change.what}
        yield _row(None, "Changes", change.version, change.span, {"Version": change.version, **named})
