"""Names for places of a document that survive moved lines: `Order/on-delete`, a criterion's name, a heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interlock.document.columns import folded
from interlock.document.sections.data_map import DECISIONS
from interlock.model.document import Document, RecordRow
from interlock.model.place import Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A place and what it is called."""

    name: str
    place: Span


def refer(document: Document, words: str) -> Reference | None:
    """What the words refer to, or None.

    A record (`Order`), a decision (`Order/on-delete`), a field (`Order/total`), a criterion or story by its name, a row
    by its section and first cell (`Resources/API sandbox`), or a section by its heading. Case, backticks and spaces for
    hyphens do not count.
    """
    return _known(document).get(_key(words))


def references(document: Document) -> tuple[str, ...]:
    """Everything that can be referred to, in the order in which names count where two are alike."""
    return tuple(dict.fromkeys(one.name for one in _all(document)))


def _known(document: Document) -> dict[str, Reference]:
    found: dict[str, Reference] = {}
    for one in _all(document):
        found.setdefault(_key(one.name), one)
    return found


def _key(words: str) -> str:
    return folded(words).replace(" / ", "/").replace(" ", "-")


def _all(document: Document) -> Iterator[Reference]:
    for row in document.records:
        yield from _record(row)
    yield from (Reference(one.name, one.span) for one in document.criteria if one.name)
    yield from (Reference(one.name, one.span) for one in document.stories if one.name)
    yield from _rows(document)
    yield from (Reference(one.heading, one.span) for one in document.sections if one.heading)


def _record(row: RecordRow) -> Iterator[Reference]:
    yield Reference(row.name, row.span)
    for key in dict.fromkeys(DECISIONS.values()):
        yield Reference(f"{row.name}/{key.replace('_', '-')}", getattr(row, key).span)
    for pair in row.fields:
        for cell in (pair.left, pair.right):
            yield from (Reference(f"{row.name}/{path}", pair.span) for path in cell.value or ())


def _rows(document: Document) -> Iterator[Reference]:
    """Rows and items by the heading that they stand under and their first words; prefixed, names cannot be mistaken."""
    yield from (Reference(f"Acceptance criteria/{one.name}", one.span) for one in document.criteria if one.name)
    yield from (Reference(f"User stories/{one.name}", one.span) for one in document.stories if one.name)
    yield from (Reference(f"Systems/{one.name}", one.span) for one in document.systems)
    yield from (Reference(f"People/{one.name}", one.span) for one in document.people if one.name)
    yield from (Reference(f"Resources/{one.what}", one.span) for one in document.resources)
    yield from (Reference(f"Terms/{one.name}", one.span) for one in document.terms)
    yield from (Reference(f"Tables/{one.name}", one.span) for one in document.tables)
    yield from (Reference(f"Dates/{one.what}", one.span) for one in document.dates)
    yield from (Reference(f"Out of scope/{one.what}", one.span) for one in document.out_of_scope)
