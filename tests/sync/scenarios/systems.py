"""API descriptions of two small systems, and what is learned of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.systems import learn

TEXT: dict[str, Any] = {"type": "string"}
NULLABLE: dict[str, Any] = {"type": ["string", "null"]}


@dataclass(frozen=True)
class Can:
    """What one system can do, as far as its description says it."""

    keys: bool = False
    """it takes an idempotency key with creates"""
    unique: bool = False
    """the field that items are matched by is unique, and can be asked for"""
    finds: bool = False
    since: bool = True
    deletes: str = "hidden"
    """how deletes show: `tombstone`, `flag` or `hidden`"""
    etag: bool = False
    paging: str = "cursor"
    size: int = 100
    stamps: str = "ms"
    answers: bool = True
    """creates and updates answer with the item"""
    bulk: bool = False
    oauth: bool = False
    """it hands out tokens that run out"""
    limit: str = ""
    more: tuple[tuple[str, str], ...] = ()
    """further fields of people: name and JSON schema"""


FIELDS: dict[Side, dict[str, dict[str, dict[str, Any]]]] = {
    Side.LEFT: {
        "companies": {
            "name": NULLABLE,
            "code": NULLABLE,
            "parent_id": {**NULLABLE, "description": "The id of the company."},
            "contact_id": {**NULLABLE, "description": "The id of the contact."},
        },
        "contacts": {
            "email": NULLABLE,
            "phone": NULLABLE,
            "name": NULLABLE,
            "score": NULLABLE,
            "kind": NULLABLE,
            "remark": NULLABLE,
            "changed": {"type": ["string", "null"], "format": "date-time"},
            "tags": {"type": "array", "items": TEXT},
            "company_id": {**NULLABLE, "description": "The id of the company."},
        },
    },
    Side.RIGHT: {
        "accounts": {
            "title": NULLABLE,
            "ref": NULLABLE,
            "account_id": {**NULLABLE, "description": "The id of the account."},
            "person_id": {**NULLABLE, "description": "The id of the person."},
        },
        "people": {
            "mail": NULLABLE,
            "tel": NULLABLE,
            "title": NULLABLE,
            "rating": NULLABLE,
            "kind": NULLABLE,
            "note": NULLABLE,
            "edited": {"type": ["string", "null"], "format": "date-time"},
            "labels": {"type": "array", "items": TEXT},
            "account_id": {**NULLABLE, "description": "The id of the account."},
        },
    },
}
KEYS = {"companies": "code", "contacts": "email", "accounts": "ref", "people": "mail"}
MAIN = {Side.LEFT: "contacts", Side.RIGHT: "people"}


@cache
def profile(side: Side, can: Can) -> SystemProfile:
    """What is learned of a system that can do that."""
    name = "Shop" if side is Side.LEFT else "Books"
    learned = learn(name, description(side, can), file=f"{name}.json")
    assert not learned.findings, learned.findings
    return learned.profile


def description(side: Side, can: Can) -> bytes:
    """The API description of such a system."""
    paths: dict[str, Any] = {}
    for resource, fields in FIELDS[side].items():
        more = {name: orjson.loads(schema) for name, schema in can.more} if resource == MAIN[side] else {}
        paths |= _paths(resource, {**fields, **more}, can)
    return orjson.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "System", "version": "1", "description": can.limit},
            "servers": [{"url": "https://api.example.com"}],
            "components": {"securitySchemes": {"key": _sign_in(can)}},
            "security": [{"key": []}],
            "paths": paths,
        }
    )


def _sign_in(can: Can) -> dict[str, Any]:
    if not can.oauth:
        return {"type": "http", "scheme": "bearer"}
    return {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "https://api.example.com/token", "scopes": {}}},
    }


def _paths(resource: str, fields: dict[str, Any], can: Can) -> dict[str, Any]:
    item = {"type": "object", "properties": _fields(resource, fields, can)}
    create: dict[str, Any] = {**_taking(item), "responses": _answer(item, "201")}
    update: dict[str, Any] = {**_taking(item, "application/merge-patch+json"), "responses": _answer(item)}
    if can.keys:
        create["parameters"] = [{"name": "Idempotency-Key", "in": "header", "schema": TEXT}]
    if can.etag:
        update["parameters"] = [{"name": "If-Match", "in": "header", "schema": TEXT}]
    if not can.answers:
        create["responses"] = {"201": {"description": "Made.", "headers": {"Location": {"schema": TEXT}}}}
        update["responses"] = {"204": {"description": "Changed."}}
    path = {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
        "get": {"responses": _answer(item)},
        "patch": update,
        "delete": {"responses": {"204": {"description": "Deleted."}}},
    }
    paths = {f"/{resource}": {"get": _list(resource, item, can), "post": create}, f"/{resource}/{{id}}": path}
    if can.bulk:
        many = {"type": "object", "properties": {"data": {"type": "array", "items": item, "maxItems": 100}}}
        paths[f"/{resource}/bulk"] = {"post": {"summary": "Create many", **_taking(many), "responses": _answer(many)}}
    return paths


def _fields(resource: str, own: dict[str, Any], can: Can) -> dict[str, Any]:
    shown = "2026-01-01T00:00:00.000Z" if can.stamps == "ms" else "2026-01-01T00:00:00Z"
    stamp = {"type": "string", "format": "date-time", "readOnly": True, "example": shown}
    fields = {"id": {**TEXT, "readOnly": True}, **{name: dict(schema) for name, schema in own.items()}}
    if can.unique:
        fields[KEYS[resource]]["description"] = "Must be unique."
    fields["archived"] = {"type": "boolean", "default": False}
    if can.deletes != "hidden":
        fields["deleted"] = {"type": "boolean", "readOnly": True}
    return {**fields, "created_at": stamp, "updated_at": stamp}


def _list(resource: str, item: dict[str, Any], can: Can) -> dict[str, Any]:
    size = {"name": "limit", "in": "query", "schema": {"type": "integer", "default": can.size, "maximum": can.size}}
    beside: dict[str, Any] = {}
    parameters: list[dict[str, Any]] = [size]
    if can.paging == "cursor":
        parameters.append({"name": "cursor", "in": "query", "schema": TEXT})
        beside["next_cursor"] = NULLABLE
    else:
        parameters.append({"name": "offset", "in": "query", "schema": {"type": "integer"}})
        beside["total"] = {"type": "integer"}
    if can.since:
        stamp = {"type": "string", "format": "date-time"}
        text = "changed at or after"
        parameters.append({"name": "updated_since", "in": "query", "description": text, "schema": stamp})
    if can.deletes == "tombstone":
        parameters.append({"name": "include_deleted", "in": "query", "schema": {"type": "boolean"}})
    if can.finds or can.unique:
        key = KEYS[resource]
        parameters.append(
            {"name": key, "in": "query", "description": f"Only those with exactly this `{key}`.", "schema": TEXT}
        )
    schema = {"type": "object", "properties": {"data": {"type": "array", "items": item}, **beside}}
    return {"parameters": parameters, "responses": _answer(schema)}


def _answer(schema: dict[str, Any], status: str = "200") -> dict[str, Any]:
    return {status: {"description": "", "content": {"application/json": {"schema": schema}}}}


def _taking(schema: dict[str, Any], form: str = "application/json") -> dict[str, Any]:
    return {"requestBody": {"content": {form: {"schema": schema}}}}
