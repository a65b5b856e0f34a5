"""Small documents to read, one section at a time."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from interlock.document import Reading, read
from interlock.model.place import Span

FRONT = "---\ninterlock: 1\nversion: 1.0.0\n---\n\n# Invoices reach the books\n\n"
SYSTEMS = """\
## Systems

| System | Company | What it is | API description |
| ------ | ------- | ---------- | --------------- |
| Desk   | Left    | invoicing  | desk.yaml       |
| Books  | Right   | accounts   | books.yaml      |

"""
DATA_MAP = """\
## Data map

| Record  | Desk       | Books     | Source of truth | Direction |
| ------- | ---------- | --------- | --------------- | --------- |
| Invoice | `invoices` | `entries` | Desk            | →         |
| Account | `accounts` | `parties` | Books           | ↔         |

"""


def reading(section: str, *, systems: str = SYSTEMS, data_map: str = DATA_MAP) -> Reading:
    """A document of two systems and two records, with one more section, at its end."""
    return read(FRONT + systems + data_map + section, "d.md")


def found(result: Reading) -> list[tuple[str, str]]:
    """Each finding's code with the words that it is about."""
    text = result.document.text
    return [(finding.code, text[finding.place.start : finding.place.end]) for finding in result.findings]


def without_places(value: object) -> object:
    """The value as plain data, without the places of anything and without the text of the file."""
    if isinstance(value, Span):
        return None
    if is_dataclass(value):
        names = [f.name for f in fields(value) if f.name not in {"span", "description_span", "path"}]
        return type(value).__name__, {name: without_places(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [without_places(inner) for inner in value]
    return value
