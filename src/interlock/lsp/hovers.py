"""What is known of the words at a position: findings, then names, then what a cell or sentence means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol.types import Hover, MarkupContent, MarkupKind

from interlock.document import shapes
from interlock.document.columns import folded
from interlock.document.shapes.shape import first_match
from interlock.lsp.analysis import Analysis
from interlock.lsp.completions import CATALOGUES, DECISION_KEYS
from interlock.lsp.cursor import Cursor, cursor_at
from interlock.lsp.lines import Lines
from interlock.lsp.notes import field_note, finding_note, record_note, resource_note, system_note, term_note
from interlock.mapping import parse_rule
from interlock.mapping import rules as mapping_rules
from interlock.model.document import RecordRow, SystemRow, Term
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, RecordProfile
from interlock.model.value import Side

_WORDS = re.compile(r"[\w-]+(?: [\w-]+)*")
_MOST_WORDS = 4

Named = SystemRow | RecordRow | Term
FieldThere = tuple[Side, RecordRow, FieldProfile]


def hover(analysis: Analysis, lines: Lines, offset: int, *, current: bool) -> Hover | None:
    """What is known at an offset, or None; `current`: the text is the one that was looked at."""
    cursor = cursor_at(lines, offset)
    notes = [*(_findings(analysis, offset) if current else ()), *_notes(analysis, cursor)]
    if not notes:
        return None
    return Hover(MarkupContent(MarkupKind.Markdown, "\n\n---\n\n".join(notes)))


def _findings(analysis: Analysis, offset: int) -> Iterator[str]:
    for finding in analysis.findings:
        place = finding.place
        if place.file == analysis.document.path and place.start <= offset <= max(place.end, place.start):
            yield finding_note(finding)


def _notes(analysis: Analysis, cursor: Cursor) -> Iterator[str]:
    resource = resource_at(analysis, cursor)
    if resource is not None:
        yield resource_note(resource[1], analysis.system(resource[0]))
        return
    fields = list(fields_at(analysis, cursor))
    yield from (field_note(field, analysis.system(side), row.resource(side)) for side, row, field in fields)
    if fields:
        return
    named = name_at(analysis, cursor)
    if isinstance(named, RecordRow):
        yield record_note(named, analysis)
    elif isinstance(named, SystemRow):
        yield system_note(named, analysis)
    elif isinstance(named, Term):
        yield term_note(named)
    else:
        yield from _meaning(analysis, cursor)


def resource_at(analysis: Analysis, cursor: Cursor) -> tuple[Side, RecordProfile] | None:
    """The kind of thing of a system that a cell of the data map names."""
    side = analysis.names.side(cursor.column)
    profile = analysis.project.profiles.get(side) if side is not None and cursor.kind == "data_map" else None
    found = profile.record(cursor.words.strip().strip("`")) if profile is not None else None
    return (side, found) if side is not None and found is not None else None


def fields_at(analysis: Analysis, cursor: Cursor) -> Iterator[FieldThere]:
    """The fields that the words in the backticks around a position may mean."""
    name = cursor.code
    if not name:
        return
    records = analysis.mentioned(cursor.words)
    if cursor.kind in {"field_mapping", "data_map"}:
        record = analysis.record(cursor.part if cursor.kind == "field_mapping" else cursor.row.get("record", ""))
        records = [record] if record is not None else records
    side = analysis.names.side(cursor.column)
    for row in records:
        for one in Side if side is None else (side,):
            resource = analysis.resource(row, one)
            field = resource.field(Path.of(name)) if resource is not None else None
            if field is not None:
                yield one, row, field


def name_at(analysis: Analysis, cursor: Cursor) -> Named | None:
    """The system, record or term that the words around a position name; the longest name counts."""
    words = [(found.start(), found.end()) for found in re.finditer(r"[\w-]+", cursor.words)]
    here = cursor.offset - cursor.start
    best: tuple[int, Named] | None = None
    for first in range(len(words)):
        for last in range(first, min(len(words), first + _MOST_WORDS)):
            start, end = words[first][0], words[last][1]
            if not start <= here <= end or (best is not None and end - start <= best[0]):
                continue
            named = _named(analysis, cursor.words[start:end].removesuffix("'s"))
            if named is not None:
                best = (end - start, named)
    return best[1] if best is not None else None


def _named(analysis: Analysis, words: str) -> Named | None:
    term = analysis.names.term(words)
    if term is not None:
        return term
    side = analysis.names.side(words)
    if side is not None:
        return next((row for row in analysis.document.systems if row.side is side), None)
    return analysis.record(words)


def _meaning(analysis: Analysis, cursor: Cursor) -> Iterator[str]:
    """What a decision of the data map, or a mapping rule, does."""
    words, column = cursor.words.strip(), folded(cursor.column)
    if not words:
        return
    if cursor.kind == "field_mapping" and column == "rule":
        use = parse_rule(words)
        if use is not None:
            yield mapping_rules().docs[use.rule].strip()
        return
    if cursor.kind not in {"data_map", "field_mapping"}:
        return
    for kind in CATALOGUES.get(DECISION_KEYS.get(column, ""), ()):
        catalogue = shapes()[kind]
        found = first_match(catalogue, words, analysis.names)
        if found is not None:
            yield catalogue.docs[found.shape.name].strip()
