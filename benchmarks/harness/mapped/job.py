"""The job that all ways of mapping do: its document, its fields' types, its items, its links."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.document import read
from interlock.mapping import RecordMapping, compile_record
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, FieldType, RecordProfile
from interlock.model.value import Body, Side

DOCUMENT = """---
interlock: 1
version: 1.0.0
---

# Orders reach the books

## Systems

| System | Company | What it is | API description |
| --- | --- | --- | --- |
| Desk | A | shop | [desk](desk.yaml) |
| Books | B | accounting | [books](books.yaml) |

## Data map

| Record | Desk | Books | Source of truth | Direction | On conflict | On delete | Matched by |
| --- | --- | --- | --- | --- | --- | --- | --- |
| Client | `clients` | `accounts` | Desk | ↔ | source of truth wins | keep | `mail` = `email` |
| Order | `orders` | `sales` | Desk | ↔ | source of truth wins | keep | `number` = `reference` |

## Field mapping

### Order

| Desk | Direction | Books | Rule | Notes |
| --- | --- | --- | --- | --- |
| `number` | ↔ | `reference` | | |
| `client_id` | ↔ | `account_id` | the linked Client | |
| `status` | ↔ | `state` | `open` = `new`, `paid` = `settled`, `sent` = `done`, `void` = `cancelled` | |
| `total_cents` | ↔ | `total` | cents to amount in `currency` | |
| `tax_cents` | ↔ | `tax` | cents to amount in `currency` | |
| `currency` | ↔ | `currency` | | |
| `placed_at` | ↔ | `ordered_at` | | |
| `due_at` | → | `due_on` | date in Europe/Berlin | |
| `first`, `last` | → | `contact` | join with a space | |
| `mail` | ↔ | `email` | e-mail address | |
| `country` | ↔ | `country_code` | country name to ISO code | |
| `address.street` | ↔ | `ship_street` | | |
| `address.city` | ↔ | `ship_city` | upper case | |
| `address.zip` | ↔ | `ship_zip` | | |
| `gift` | ↔ | `is_gift` | `yes` = true, `no` = false | |
| `note` | ↔ | `remark` | trim | |
| `weight` | ↔ | `weight_text` | number to text | |
| `priority` | ↔ | `rank` | | |
|  | → | `channel` | always `web` | |
| `items[]` | ↔ | `lines[]` | paired by `sku` = `code` | |
| `items[].sku` | ↔ | `lines[].code` | | |
| `items[].quantity` | ↔ | `lines[].quantity` | | |
| `items[].cents` | ↔ | `lines[].price` | cents to amount in `currency` | |
| `items[].title` | ↔ | `lines[].text` | trim | |
"""

_LEFT = {
    "number": "string",
    "client_id": "string",
    "status": "string",
    "total_cents": "integer",
    "tax_cents": "integer",
    "currency": "string",
    "placed_at": "string date-time",
    "due_at": "string date-time",
    "first": "string",
    "last": "string",
    "mail": "string",
    "country": "string",
    "address": "object",
    "address.street": "string",
    "address.city": "string",
    "address.zip": "string",
    "gift": "string",
    "note": "string",
    "weight": "number",
    "priority": "integer",
    "items[]": "array",
    "items[].sku": "string",
    "items[].quantity": "integer",
    "items[].cents": "integer",
    "items[].title": "string",
}
_RIGHT = {
    "reference": "string",
    "account_id": "string",
    "state": "string",
    "total": "number",
    "tax": "number",
    "currency": "string",
    "ordered_at": "string date-time",
    "due_on": "string date",
    "contact": "string",
    "email": "string",
    "country_code": "string",
    "ship_street": "string",
    "ship_city": "string",
    "ship_zip": "string",
    "is_gift": "boolean",
    "remark": "string",
    "weight_text": "string",
    "rank": "integer",
    "channel": "string",
    "lines[]": "array",
    "lines[].code": "string",
    "lines[].quantity": "integer",
    "lines[].price": "number",
    "lines[].text": "string",
}


def _profile(name: str, fields: dict[str, str]) -> RecordProfile:
    made = []
    for path, kind in fields.items():
        type_, _, form = kind.partition(" ")
        made.append(FieldProfile(Path.of(path), FieldType(type_), format=form))
    return RecordProfile(name, fields=tuple(made))


def mapping() -> RecordMapping:
    """The mapping as a run has it."""
    document = read(DOCUMENT, "orders.interlock.md").document
    row = next(record for record in document.records if record.name == "Order")
    made = compile_record(row, _profile("orders", _LEFT), _profile("sales", _RIGHT), document.tables, "orders")
    assert not made.findings, made.findings
    return made.mapping


@dataclass(frozen=True)
class Known:
    """Links that are known by heart."""

    here: dict[str, str]
    there: dict[str, str]
    left: dict[str, str]
    right: dict[str, str]

    def link_of(self, record: str, side: Side, item_id: str) -> str | None:  # noqa: ARG002 - the port's signature
        return (self.here if side is Side.LEFT else self.there).get(item_id)

    def id_in(self, record: str, side: Side, link: str) -> str | None:  # noqa: ARG002 - the port's signature
        return (self.left if side is Side.LEFT else self.right).get(link)


def links(count: int = 1000) -> Known:
    """Links of so many clients."""
    pairs = [(str(1000 + i), f"A-{i}") for i in range(count)]
    return Known(
        {left: f"L{left}" for left, _ in pairs},
        {right: f"L{left}" for left, right in pairs},
        {f"L{left}": left for left, _ in pairs},
        {f"L{left}": right for left, right in pairs},
    )


def order(number: int) -> Body:
    """One order; every tenth has no note, every twentieth a note that is null."""
    found: Body = {
        "id": f"o{number}",
        "number": f"2026-{number:06}",
        "client_id": str(1000 + number % 1000),
        "status": ("open", "paid", "sent", "void")[number % 4],
        "total_cents": 12_345 + number,
        "tax_cents": 1_971 + number % 7,
        "currency": ("EUR", "USD", "JPY")[number % 3],
        "placed_at": f"2026-03-{1 + number % 28:02}T10:{number % 60:02}:00+01:00",
        "due_at": f"2026-04-{1 + number % 28:02}T22:{number % 60:02}:00Z",
        "first": "Mia",
        "last": f"Berg {number}",
        "mail": f"Mia.Berg{number}@Example.com",
        "country": ("Germany", "France", "Japan")[number % 3],
        "address": {"street": f"Long Street {number}", "city": "Berlin", "zip": f"{10000 + number % 9000}"},
        "gift": ("yes", "no")[number % 2],
        "note": f" leave it at the door of {number} ",
        "weight": 1.25 + number % 3,
        "priority": number % 5,
        "items": [
            {"id": i, "sku": f"SKU-{number}-{i}", "quantity": i + 1, "cents": 499 + 100 * i, "title": f"Part {i}"}
            for i in range(3)
        ],
    }
    if number % 10 == 0:
        del found["note"]
    elif number % 20 == 5:
        found["note"] = None
    return found
