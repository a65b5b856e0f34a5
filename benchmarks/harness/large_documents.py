"""Sound projects of any size: a document of so many records with two API descriptions that have them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

FIELDS = 20
CRITERIA = 3
_TRADES = ("Order", "Invoice", "Shipment", "Ticket", "Deal", "Contact", "Product", "Return", "Quote", "Payment")
_LEFT, _RIGHT = "Shop", "Office"

_KINDS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("text", {"type": "string", "maxLength": 120}, ""),
    ("number", {"type": "integer", "minimum": 0}, ""),
    ("flag", {"type": "boolean"}, ""),
    ("state", {"type": "string", "enum": ["new", "open", "done"]}, "`new` = `new`, `open` = `open`, `done` = `done`"),
    ("code", {"type": "string", "maxLength": 40}, "upper case"),
)
"""How fields begin: name, schema, mapping rule."""


def name_of(number: int) -> str:
    """What the record of that number is called: `Order 7`, in the words of several trades."""
    return f"{_TRADES[number % len(_TRADES)]} {_letters(number)}"


def _letters(number: int) -> str:
    """A number as capital letters, so that names read like names (`AAC`)."""
    return "".join(chr(ord("A") + number // 26**place % 26) for place in (2, 1, 0))


def write_project(folder: Path, records: int) -> Path:
    """Write the document and both descriptions; the document's path."""
    systems = folder / "systems"
    systems.mkdir(parents=True, exist_ok=True)
    for system in (_LEFT, _RIGHT):
        description = orjson.dumps(_description(system, records), option=orjson.OPT_INDENT_2)
        (systems / f"{system.lower()}.openapi.json").write_bytes(description)
    document = folder / "large.interlock.md"
    document.write_text(_document(records), encoding="utf-8")
    return document


# The document


def _document(records: int) -> str:
    names = [name_of(number) for number in range(records)]
    parts = [_HEAD]
    parts.append("## User stories\n\n" + "\n".join(map(_story, names)))
    parts.append("## Data map\n\n" + "\n".join([*_MAP_HEAD, *map(_map_row, names)]))
    parts.append("\n".join([*_MORE_HEAD, *map(_more_row, names)]))
    parts.append("## Field mapping\n\n" + "\n\n".join(map(_fields, names)))
    parts.append("## Acceptance criteria\n\n" + "\n".join(line for name in names for line in _criteria(name)))
    parts.append(_TAIL)
    return "\n\n".join(parts)


_HEAD = f"""---
interlock: 1
version: 1.0.0
---

# Everything of {_LEFT} is in {_RIGHT}

## Overview

What is sold in {_LEFT} is booked in {_RIGHT}, so that nobody types it a second time.

## Systems

| System | Company | What it is | API description |
| --- | --- | --- | --- |
| {_LEFT} | Lark | shop | [systems/shop.openapi.json](systems/shop.openapi.json) |
| {_RIGHT} | Ledgerline | back office | [systems/office.openapi.json](systems/office.openapi.json) |

## Owner

Ada Lovelace <ada@lark.example>, Lark. She decides what the integration does and has the engineers to build it.

## People

| Role | Name | Company | Contact |
| --- | --- | --- | --- |
| Engineer | Katherine Johnson | Lark | katherine@lark.example |
| Engineer | Annie Easley | Ledgerline | annie@ledgerline.example |"""

_TAIL = f"""## When something goes wrong

| When | Then |
| --- | --- |
| a 400 or 422 answer | retry 3 times with backoff, then hold the item and alert |
| a 429 answer | wait as told, then retry |
| a 5xx answer or no answer | pause the system, retry every minute, alert after 15 minutes |

## Assumptions and considerations

- {_LEFT} allows 6,000 requests per minute.
- {_RIGHT} allows 6,000 requests per minute.

## Changes

| Version | Date | Decided by | What and why |
| --- | --- | --- | --- |
| 1.0.0 | 2026-11-21 | Ada Lovelace | first agreed version |
"""

_MAP_HEAD = (
    f"| Record | {_LEFT} | {_RIGHT} | Source of truth | Direction | On conflict | On delete |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)
_MORE_HEAD = (
    "| Record | Matched by | Create missing | Starting | How often |",
    "| --- | --- | --- | --- | --- |",
)


def _story(name: str) -> str:
    return (
        f"- **{_slug(name)}-story** ({_LEFT} → {_RIGHT}): As an accountant, when a {name} is confirmed, it is in the "
        f"books within 15 minutes, so that I never book a {name} by hand."
    )


def _map_row(name: str) -> str:
    return f"| {name} | `{_slug(name)}` | `{_slug(name)}` | {_LEFT} | → | source of truth wins | archive |"


def _more_row(name: str) -> str:
    return f"| {name} | `reference` = `external_reference` | in {_RIGHT} | from go-live | every 5 minutes |"


def _fields(name: str) -> str:
    rows = [f"### {name}", "", f"| {_LEFT} | Direction | {_RIGHT} | Rule | Notes |", "| --- | --- | --- | --- | --- |"]
    rows.append("| `reference` | → | `external_reference` | | |")
    for number in range(FIELDS - 1):
        kind, _, rule = _KINDS[number % len(_KINDS)]
        rows.append(f"| `{kind}_{number}` | → | `{kind}_{number}` | {rule} | |")
    return "\n".join(rows)


def _criteria(name: str) -> tuple[str, ...]:
    slug = _slug(name)
    arrives = f"When a {name} is created in {_LEFT}, a matching {name} exists in {_RIGHT} within 15 minutes."
    changes = f"When a {name}'s `text_0` changes in {_LEFT}, its `text_0` is equal in {_RIGHT} within 15 minutes."
    deleted = f"When a {name} is deleted in {_LEFT}, the matching {name} is archived in {_RIGHT} within 15 minutes."
    return (
        f"- **{slug}-arrives** ({slug}-story): {arrives}",
        f"- **{slug}-changes**: {changes}",
        f"- **{slug}-deleted**: {deleted}",
    )


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


# The descriptions


def _description(system: str, records: int) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for number in range(records):
        slug = _slug(name_of(number))
        schemas[slug] = _schema(system)
        paths |= _paths(slug)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{system} API", "version": "1", "description": "6,000 requests per minute."},
        "servers": [{"url": f"https://api.{system.lower()}.example"}],
        "paths": paths,
        "components": {"schemas": schemas, "parameters": _PARAMETERS},
    }


_PARAMETERS: dict[str, Any] = {
    "Id": {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
    "Cursor": {
        "name": "cursor",
        "in": "query",
        "description": "The `next_cursor` of the part before.",
        "schema": {"type": "string"},
    },
    "Limit": {
        "name": "limit",
        "in": "query",
        "description": "How many items a part holds.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 100},
    },
    "Since": {
        "name": "updated_since",
        "in": "query",
        "description": "Only items whose `updated_at` is at or after this moment.",
        "schema": {"type": "string", "format": "date-time"},
    },
    "Key": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "A text of your own. The same key gives the first answer again.",
        "schema": {"type": "string", "maxLength": 64},
    },
}


def _schema(system: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "id": {"type": "string", "readOnly": True, "maxLength": 40},
        "created_at": {"type": "string", "format": "date-time", "readOnly": True},
        "updated_at": {"type": "string", "format": "date-time", "readOnly": True},
        "archived": {"type": "boolean", "description": "True for what is out of use."},
    }
    reference = "reference" if system == _LEFT else "external_reference"
    properties[reference] = {"type": "string", "maxLength": 64, "description": "Unique."}
    for number in range(FIELDS - 1):
        kind, schema, _ = _KINDS[number % len(_KINDS)]
        properties[f"{kind}_{number}"] = {**schema, "description": f"The {kind} that has the number {number}."}
    return {"type": "object", "required": [reference], "properties": properties}


def _paths(slug: str) -> dict[str, Any]:
    item = {"$ref": f"#/components/schemas/{slug}"}
    part = {
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": item},
            "next_cursor": {"type": ["string", "null"]},
        },
    }
    parameters = [{"$ref": f"#/components/parameters/{name}"} for name in ("Cursor", "Limit", "Since")]
    body = {"required": True, "content": {"application/json": {"schema": item}}}
    return {
        f"/{slug}": {
            "get": {"operationId": f"list-{slug}", "parameters": parameters, "responses": _answer("200", part)},
            "post": {
                "operationId": f"create-{slug}",
                "parameters": [{"$ref": "#/components/parameters/Key"}],
                "requestBody": body,
                "responses": _answer("201", item),
            },
        },
        f"/{slug}/{{id}}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "get": {"operationId": f"get-{slug}", "responses": _answer("200", item)},
            "patch": {"operationId": f"update-{slug}", "requestBody": body, "responses": _answer("200", item)},
            "delete": {"operationId": f"delete-{slug}", "responses": {"204": {"description": "Deleted."}}},
        },
    }


def _answer(status: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {status: {"description": "Done.", "content": {"application/json": {"schema": schema}}}}
