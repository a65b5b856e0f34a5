"""The outline of a document: its sections, and what each of them names."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import DocumentSymbol, SymbolKind

from interlock.lsp.analysis import Analysis
from interlock.lsp.lines import Lines
from interlock.model.place import Span


def outline(analysis: Analysis, lines: Lines) -> list[DocumentSymbol]:
    """Each section with what it names, in the order of the text."""
    named = list(_named(analysis))
    found = []
    for section in analysis.document.sections:
        inner = [
            _symbol(lines, name, kind, place, detail)
            for name, kind, place, detail in named
            if section.span.start <= place.start <= section.span.end and name.strip()
        ]
        found.append(
            _symbol(lines, section.heading.strip() or "a section", SymbolKind.Namespace, section.span, "", inner)
        )
    return found


def _named(analysis: Analysis) -> Iterator[tuple[str, SymbolKind, Span, str]]:
    document = analysis.document
    for system in document.systems:
        yield system.name, SymbolKind.Module, system.span, system.what
    for term in document.terms:
        yield term.name, SymbolKind.Constant, term.span, term.record
    for story in document.stories:
        yield story.name, SymbolKind.Event, story.span, story.sentence.text
    for row in document.records:
        yield row.name, SymbolKind.Class, row.span, f"{row.direction.text} {row.source_of_truth.text}".strip()
        if row.fields:
            place = Span(
                document.path,
                row.fields[0].span.line,
                row.fields[0].span.column,
                row.fields[-1].span.end_line,
                row.fields[-1].span.end_column,
                row.fields[0].span.start,
                row.fields[-1].span.end,
            )
            yield row.name, SymbolKind.Struct, place, f"{len(row.fields)} rows"
    for table in document.tables:
        yield table.name, SymbolKind.Enum, table.span, f"{len(table.rows)} rows"
    for criterion in document.criteria:
        yield criterion.name, SymbolKind.Method, criterion.span, criterion.text


def _symbol(
    lines: Lines, name: str, kind: SymbolKind, place: Span, detail: str, children: list[DocumentSymbol] | None = None
) -> DocumentSymbol:
    whole = lines.range_of(place)
    return DocumentSymbol(
        name=name,
        kind=kind,
        range=whole,
        selection_range=whole,
        detail=detail[:120] or None,
        children=children or None,
    )
