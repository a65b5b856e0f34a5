"""Text to `Document`: everything is read in one pass, and what is broken does not keep the rest from being read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from interlock.catalogue import nearest
from interlock.document.columns import folded
from interlock.document.context import Context
from interlock.document.decoding import MOST_BYTES, MOST_ITEMS, list_items
from interlock.document.front_matter import read_front_matter
from interlock.document.names import Names
from interlock.document.outline import Outline, Part, outline
from interlock.document.report import Report, shown
from interlock.document.sections.assumptions import read_assumptions
from interlock.document.sections.criteria import read_criteria
from interlock.document.sections.data_map import Entry, collect, interpret
from interlock.document.sections.field_mapping import read_field_mapping
from interlock.document.sections.listings import (
    read_changes,
    read_dates,
    read_left_open,
    read_out_of_scope,
    read_questions,
    read_resources,
)
from interlock.document.sections.people import read_owner, read_people
from interlock.document.sections.policies import read_policies
from interlock.document.sections.stories import read_stories
from interlock.document.sections.systems import read_systems
from interlock.document.sections.tables import read_tables
from interlock.document.sections.terms import read_terms
from interlock.document.strays import gather_rows, opened
from interlock.document.words import Source, Words
from interlock.model.document import Document, RecordRow, Stated, SystemRow, Term
from interlock.model.finding import Finding
from interlock.model.place import whole_file

HEADINGS: Mapping[str, str] = {
    "Overview": "overview",
    "Systems": "systems",
    "Owner": "owner",
    "People": "people",
    "Terms": "terms",
    "Resources": "resources",
    "User stories": "stories",
    "Data map": "data_map",
    "Field mapping": "field_mapping",
    "Tables": "tables",
    "Acceptance criteria": "criteria",
    "Dates": "dates",
    "When something goes wrong": "policies",
    "Out of scope": "out_of_scope",
    "Assumptions and considerations": "assumptions",
    "Assumptions": "assumptions",
    "Questions": "questions",
    "Left open on purpose": "left_open",
    "Changes": "changes",
}
"""What stands under each heading."""

_WITH_TABLES = frozenset(folded(heading) for heading in HEADINGS if heading not in {"Overview", "Owner"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, and everything that is wrong with how it is written."""

    document: Document
    findings: tuple[Finding, ...]


def read(text: str, path: str) -> Reading:
    """The document that a text says; `path` is shown in places, nothing is opened."""
    source = Source(path, text)
    report = Report()
    if len(text) > MOST_BYTES:
        message = f"the document has {len(text):,} characters, expected at most {MOST_BYTES:,}"
        return _refused(report, text, path, message)
    items = list_items(text)
    if items > MOST_ITEMS:
        return _refused(report, text, path, f"the document has {items:,} list items, expected at most {MOST_ITEMS:,}")
    front = read_front_matter(source, report)
    found = outline(source, opened(source, report, front.first_line))
    for part in found.sections:
        if folded(part.heading.text) in _WITH_TABLES:
            for inner in (part, *part.below):
                gather_rows(source, report, inner)
    context = Context(source, report=report)
    document = _document(context, found, front.version)
    return Reading(document, report.findings)


def read_sections(text: str, path: str, kinds: Collection[str]) -> Document:
    """The version and what stands in sections of these kinds (the values of `HEADINGS`), as if there were no others.

    For whoever needs but a list of a long document, which takes a small part of the time then.
    """
    source, report = Source(path, text), Report()
    front = read_front_matter(source, report)
    found = outline(source, opened(source, report, front.first_line))
    wanted = frozenset(folded(heading) for heading, kind in HEADINGS.items() if kind in kinds)
    kept = [part for part in found.sections if folded(part.heading.text) in wanted]
    for part in kept:
        if folded(part.heading.text) in _WITH_TABLES:
            for inner in (part, *part.below):
                gather_rows(source, report, inner)
    return _document(Context(source, report=report), replace(found, sections=kept), front.version)


def _refused(report: Report, text: str, path: str, message: str) -> Reading:
    """An empty document, with the one finding that says why nothing was read."""
    report.add("too-large", whole_file(path), message, hint="a document is one or two pages and its tables")
    nothing: Stated[str] = Stated("", whole_file(path))
    return Reading(Document(path=path, text=text, version=nothing, title=nothing), report.findings)


def _document(context: Context, found: Outline, version: Stated[str]) -> Document:
    parts = _by_kind(context, found)
    systems = read_systems(context, parts["systems"])
    entries, terms = _names(context, parts, systems)
    records = _records(context, parts["field_mapping"], entries)
    context.records = records
    stories = read_stories(context, parts["stories"])
    return Document(
        path=context.source.file,
        text=context.source.text,
        version=version,
        title=Stated(found.title.text, found.title.span, found.title.text or None),
        overview=tuple(prose for part in parts["overview"] for prose in part.section().prose),
        systems=systems,
        owner=read_owner(context, parts["owner"]),
        people=read_people(context, parts["people"]),
        terms=terms,
        resources=read_resources(context, parts["resources"]),
        stories=stories,
        records=records,
        tables=read_tables(context, parts["tables"]),
        criteria=read_criteria(context, parts["criteria"], [story.name for story in stories if story.name]),
        dates=read_dates(context, parts["dates"]),
        policies=read_policies(context, parts["policies"]),
        out_of_scope=read_out_of_scope(context, parts["out_of_scope"]),
        assumptions=read_assumptions(context, parts["assumptions"]),
        questions=read_questions(context, parts["questions"]),
        left_open=read_left_open(context, parts["left_open"]),
        changes=read_changes(context, parts["changes"]),
        sections=tuple(part.section() for part in found.sections),
    )


def _by_kind(context: Context, found: Outline) -> dict[str, list[Part]]:
    """The sections by what stands under them; unknown headings are reported."""
    kinds = {folded(heading): kind for heading, kind in HEADINGS.items()}
    parts: dict[str, list[Part]] = {kind: [] for kind in HEADINGS.values()}
    for part in found.sections:
        kind = kinds.get(folded(part.heading.text))
        if kind is not None:
            parts[kind].append(part)
            continue
        _unknown_heading(context, part.heading)
    return parts


def _unknown_heading(context: Context, words: Words) -> None:
    many = context.report.is_full("unknown-heading")
    close = () if many else nearest(words.text[:100], HEADINGS)
    hint = "did you mean " + " or ".join(f"`{heading}`" for heading in close) + "?" if close else "it is kept as prose"
    code = "misspelt-heading" if close else "unknown-heading"
    context.report.add(code, words, f"the heading {shown(words.text)} means nothing", hint=hint)


def _names(
    context: Context, parts: Mapping[str, list[Part]], systems: tuple[SystemRow, ...]
) -> tuple[dict[str, Entry], tuple[Term, ...]]:
    """What the data map says of each record, and the terms; from here on all names are known."""
    context.names = Names(tuple(row.name for row in systems))
    entries = collect(context, parts["data_map"])
    context.names = Names(context.names.systems, tuple(entries))
    terms = read_terms(context, parts["terms"])
    context.names = Names(context.names.systems, tuple(entries), {term.name: term for term in terms})
    return entries, terms


def _records(context: Context, mapping: list[Part], entries: Mapping[str, Entry]) -> tuple[RecordRow, ...]:
    fields = read_field_mapping(context, mapping)
    return tuple(interpret(context, entry, fields.get(record, ())) for record, entry in entries.items())
