"""Fields as they are usually called: for documents that are written before their field mapping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from interlock.document.rewriting.known import KnownField
from interlock.model.decisions import Direction
from interlock.model.document import RecordRow
from interlock.model.value import Side

_OFPEOPLE: Final = ("email", "phone", "first_name", "last_name", "job_title")
_OF_ALL: Final = (
    "name", "title", "subject", "description", "note", "status", "state", "stage", "priority", "assignee", "address",
    "city", "country", "currency", "quantity", "amount", "total", "price", "tax", "vat", "shipping", "due_date",
    "tracking_number", "discounts[]", "lines[]", "line_items[]", "tags[]",
)  # fmt: skip
PEOPLE: Final = frozenset(
    "contact customer person employee user client lead candidate patient member student supplier".split()
)


def usual_fields(row: RecordRow, records: Iterable[str]) -> Iterator[KnownField]:
    """What the fields of a record without a field mapping are probably called, on both sides."""
    flows = row.direction.value or Direction.BOTH
    people = row.name.casefold() in PEOPLE
    for side in Side:
        for name in (*(_OFPEOPLE if people else ()), *_OF_ALL):
            yield KnownField(row.name, side, name, name, flows, "", (), guessed=True)
        for other in records:
            if other != row.name:
                path = f"{other.casefold().replace(' ', '_')}_id"
                yield KnownField(row.name, side, path, path, flows, other, (), guessed=True)
