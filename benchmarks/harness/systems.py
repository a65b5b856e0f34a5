"""The two systems of the benchmark: their descriptions, the document between them, and what their records look like."""

from __future__ import annotations

from dataclasses import replace

from interlock.model.fact import Fact
from interlock.model.profile import SystemProfile
from interlock.systems import learn

PAGE = 100
"""So many records come in one page."""

LEFT_STAMP = "2025-06-01T08:00:00.000Z"
"""When the records of the left system were last changed, before anybody changes them in the benchmark."""

DOCUMENT = """---
interlock: 1
version: 1.0.0
---

# Clients reach the books

## Systems

| System | Company | What it is | API description |
| --- | --- | --- | --- |
| Desk | A | crm | [desk](desk.yaml) |
| Books | B | accounting | [books](books.yaml) |

## Data map

| Record | Desk | Books | Source of truth | Direction | On conflict | On delete | Matched by | Create missing | Starting | How often |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Client | `clients` | `accounts` | Desk | → | source of truth wins | keep | `mail` = `email` | in Books | all | every 5 minutes |

## Field mapping

### Client

| Desk | Direction | Books | Rule | Notes |
| --- | --- | --- | --- | --- |
| `mail` | → | `email` | e-mail address | |
| `first`, `last` | → | `name` | join with a space | |
| `limit_cents` | → | `limit` | cents to amount in `currency` | |
| `currency` | → | `currency` | | |
| `since` | → | `since` | date in Europe/Berlin | |
| `note` | → | `remark` | | |
| `level` | → | `level` | `a` = `gold`, `b` = `silver` | |
| `city` | → | `city` | upper case | |
| `history` | → | `history` | | |
"""

_CLIENT = {
    "mail": "string",
    "first": "string",
    "last": "string",
    "limit_cents": "integer",
    "currency": "string",
    "since": "string, format: date-time",
    "note": "string",
    "level": "string",
    "city": "string",
    "history": "string",
}
_ACCOUNT = {
    "email": "string",
    "name": "string",
    "limit": "number",
    "currency": "string",
    "since": "string, format: date",
    "remark": "string",
    "level": "string",
    "city": "string",
    "history": "string",
}

_BULK = """  /{record}/batch:
    post:
      summary: Create several
      requestBody: {{content: {{application/json: {{schema: {{type: array, maxItems: 100, items: {{$ref: "#/components/schemas/Item"}}}}}}}}}}
      responses: {{"201": {{description: ok, content: {{application/json: {{schema: {{type: array, items: {{$ref: "#/components/schemas/Item"}}}}}}}}}}}}
"""

_KEYS = """      parameters: [{name: Idempotency-Key, in: header, schema: {type: string}}]
"""

_API = """openapi: 3.1.0
info: {{title: Benchmark, version: "1"}}
servers: [{{url: "https://api.example.com"}}]
components:
  securitySchemes: {{key: {{type: http, scheme: bearer}}}}
  schemas:
    Item:
      type: object
      properties:
        id: {{type: string, readOnly: true}}
        updated_at: {{type: string, format: date-time, readOnly: true, example: "2026-01-01T00:00:00.000Z"}}
        created_at: {{type: string, format: date-time, readOnly: true}}
{fields}
security: [{{key: []}}]
paths:
  /{record}:
    get:
      parameters:
        - {{name: cursor, in: query, schema: {{type: string}}}}
        - {{name: limit, in: query, schema: {{type: integer, maximum: 100, default: 100}}}}
        - {{name: updated_since, in: query, description: changed at or after, schema: {{type: string, format: date-time}}}}
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: {{type: array, items: {{$ref: "#/components/schemas/Item"}}}}
                  next_cursor: {{type: [string, "null"]}}
    post:
{keys}      requestBody: {{content: {{application/json: {{schema: {{$ref: "#/components/schemas/Item"}}}}}}}}
      responses: {{"201": {{description: ok, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Item"}}}}}}}}}}
{bulk}  /{record}/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
    get:
      responses: {{"200": {{description: ok, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Item"}}}}}}}}}}
    patch:
      requestBody: {{content: {{application/json: {{schema: {{$ref: "#/components/schemas/Item"}}}}}}}}
      responses: {{"200": {{description: ok, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Item"}}}}}}}}}}
"""


def description(record: str, fields: dict[str, str], *, bulk: bool) -> bytes:
    """An API description with one record; with `bulk` it can be created a hundred at a time."""
    lines = "\n".join(f"        {name}: {{type: {kind}}}" for name, kind in fields.items())
    many = _BULK.format(record=record) if bulk else ""
    # Where each create can be made certain by a key, several are never put into one request.
    return _API.format(record=record, fields=lines, bulk=many, keys="" if bulk else _KEYS).encode()


def profiles(*, bulk: bool) -> tuple[SystemProfile, SystemProfile]:
    """What is learned of both systems by the production code; no limit of requests is assumed."""
    found = []
    for name, record, fields in (("Desk", "clients", _CLIENT), ("Books", "accounts", _ACCOUNT)):
        learned = learn(name, description(record, fields, bulk=bulk and record == "accounts"), file=f"{name}.yaml")
        assert not learned.findings, learned.findings
        found.append(replace(learned.profile, rate_limit=Fact()))
    return found[0], found[1]


def client(number: int | str, *, note: str = "note", stamp: str = LEFT_STAMP) -> bytes:
    """One record of the left system as JSON, about 1 KB."""
    filler = "x" * 560
    return (
        f'{{"id":"{number}","updated_at":"{stamp}","created_at":"{LEFT_STAMP}",'
        f'"mail":"client{number}@example.com","first":"Given","last":"Family {number}","limit_cents":1{number}07,'
        f'"currency":"EUR","since":"2025-03-01T10:00:00Z","note":"{note} {number}","level":"a","city":"Berlin",'
        f'"address":{{"street":"Long Street {number}","zip":"10115","country":"DE"}},'
        f'"tags":["one","two","three"],"active":true,"history":"{filler}"}}'
    ).encode()
