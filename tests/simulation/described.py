"""The API description of a system with the traits that a seed drew, and what is learned of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import orjson
from tests.simulation.draws import Traits

from interlock.model.profile import SystemProfile, sure
from interlock.model.value import Side
from interlock.systems import learn

TEXT: dict[str, Any] = {"type": "string"}
NULLABLE: dict[str, Any] = {"type": ["string", "null"]}
WHOLE: dict[str, Any] = {"type": "integer"}


@dataclass(frozen=True)
class Kind:
    """One resource: its name, that of one item, its own fields, the field that it is recognised by, its reference."""

    name: str
    one: str
    fields: tuple[tuple[str, str], ...]
    key: str
    refers: str = ""
    parent: str = ""


KINDS: dict[Side, tuple[Kind, ...]] = {
    Side.LEFT: (
        Kind(
            "contacts",
            "contact",
            (
                ("email", "text"),
                ("phone", "text"),
                ("name", "text"),
                ("score", "text"),
                ("kind", "text"),
                ("remark", "text"),
            ),
            "email",
        ),
        Kind(
            "invoices",
            "invoice",
            (
                ("number", "text"),
                ("total", "text"),
                ("memo", "text"),
                ("cents", "whole"),
                ("currency", "text"),
                ("hint", "text"),
            ),
            "number",
            refers="contact_id",
            parent="contacts",
        ),
    ),
    Side.RIGHT: (
        Kind(
            "partners",
            "partner",
            (
                ("mail", "text"),
                ("tel", "text"),
                ("title", "text"),
                ("rating", "text"),
                ("kind", "text"),
                ("note", "text"),
            ),
            "mail",
        ),
        Kind(
            "bills",
            "bill",
            (
                ("ref", "text"),
                ("amount", "text"),
                ("words", "text"),
                ("sum", "number"),
                ("currency", "text"),
                ("hint", "text"),
            ),
            "ref",
            refers="partner_id",
            parent="partners",
        ),
    ),
}
_TYPES: dict[str, dict[str, Any]] = {
    "text": NULLABLE,
    "whole": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
}


def _fields(kind: Kind, traits: Traits) -> dict[str, Any]:
    shown = "2026-01-01T00:00:00.000Z" if traits.stamps == "ms" else "2026-01-01T00:00:00Z"
    own_id = TEXT if traits.ids == "text" else WHOLE
    fields: dict[str, Any] = {"id": {**own_id, "readOnly": True}}
    for name, type_ in kind.fields:
        fields[name] = dict(_TYPES[type_])
    if traits.unique:
        fields[kind.key]["description"] = "Must be unique."
    if kind.refers:
        nullable = {"type": [own_id["type"], "null"]}
        fields[kind.refers] = {**nullable, "description": f"The id of the {kind.parent[:-1]}."}
    if kind.key in ("email", "mail"):
        fields |= _more_fields(kind, traits, own_id)
    fields |= _named_fields(kind, traits, own_id)
    fields["archived"] = {
        "type": "boolean",
        "default": False,
        **({"readOnly": True} if traits.archives != "flag" else {}),
    }
    if traits.deletes != "hidden":
        fields["deleted"] = {"type": "boolean", "readOnly": True}
    for name in ("created_at", "updated_at"):
        fields[name] = {"type": "string", "format": "date-time", "readOnly": True, "example": shown}
    return fields


LISTS = {
    "contacts": ("tags", "lines", "sku", "count", "steps", "word"),
    "partners": ("labels", "rows", "code", "pieces", "stages", "term"),
}
"""What the lists of people are called in either system, and what their elements have."""
BOSS = {"contacts": "above_contact_id", "partners": "above_partner_id"}


NAMED = {
    "contacts": ("known_contact_ids", ""),
    "partners": ("companions", "partner_id"),
    "invoices": ("copies", "contact_id"),
    "bills": ("copied_partner_ids", ""),
}
"""The list of people that items of each kind name, and the field of its elements that has the id, if they have any."""


def _named_fields(kind: Kind, traits: Traits, own_id: dict[str, Any]) -> dict[str, Any]:
    """The people that an item names, where the system has such lists."""
    if not (traits.copied if kind.refers else traits.circles):
        return {}
    name, inner = NAMED[kind.name]
    of = (kind.parent or kind.name)[:-1]
    element = {**own_id, "description": f"The id of the {of}."}
    return {name: {"type": "array", "items": {"type": "object", "properties": {inner: element}} if inner else element}}


def _more_fields(kind: Kind, traits: Traits, own_id: dict[str, Any]) -> dict[str, Any]:
    """Lists, and who is above, where the system has them."""
    fields: dict[str, Any] = {}
    if traits.lists:
        tags, lines, sku, count, steps, word = LISTS[kind.name]
        fields[tags] = {"type": "array", "items": TEXT}
        line = {"type": "object", "properties": {sku: TEXT, count: WHOLE}}
        fields[lines] = {"type": "array", "items": line}
        fields[steps] = {"type": "array", "items": {"type": "object", "properties": {word: TEXT}}}
    if traits.tree:
        fields[BOSS[kind.name]] = {"type": [own_id["type"], "null"], "description": f"The id of the {kind.one}."}
    return fields


def _query(name: str, kind: str = "string", text: str = "", **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": text, "schema": {"type": kind, **more}}


def _list(kind: Kind, traits: Traits, item: dict[str, Any]) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = []
    beside: dict[str, Any] = {}
    size = _query("limit", "integer", default=traits.size, maximum=traits.size)
    match traits.paging:
        case "page":
            parameters += [_query("page", "integer", default=1), {**size, "name": "per_page"}]
            beside["total"] = WHOLE
        case "offset":
            parameters += [_query("offset", "integer"), size]
            beside["total"] = WHOLE
        case "cursor":
            parameters += [_query("cursor"), size]
            beside["next_cursor"] = NULLABLE
        case "link":
            parameters += [size]
            beside["next"] = {**NULLABLE, "format": "uri", "description": "The address of the next page."}
    if traits.since:
        parameters.append(
            {**_query("updated_since", text="changed at or after"), "schema": {"type": "string", "format": "date-time"}}
        )
    if traits.deletes == "tombstone":
        parameters.append(_query("include_deleted", "boolean"))
    if traits.finds:
        parameters.append(_query(kind.key, text=f"Only those with exactly this `{kind.key}`."))
    schema = {"type": "object", "properties": {"data": {"type": "array", "items": item}, **beside}}
    return {"parameters": parameters, "responses": _answer(schema)}


def _answer(schema: dict[str, Any], status: str = "200") -> dict[str, Any]:
    return {status: {"description": "", "content": {"application/json": {"schema": schema}}}}


def _taking(schema: dict[str, Any], form: str = "application/json") -> dict[str, Any]:
    return {"requestBody": {"content": {form: {"schema": schema}}}}


def _paths(kind: Kind, traits: Traits) -> dict[str, Any]:
    item = {"type": "object", "properties": _fields(kind, traits)}
    one = {"type": "object", "properties": {kind.one: item}} if traits.wraps else item
    create: dict[str, Any] = {**_taking(one), "responses": _answer(one, "201")}
    if traits.keys:
        create["parameters"] = [{"name": "Idempotency-Key", "in": "header", "schema": TEXT}]
    form = "application/merge-patch+json" if traits.update == "PATCH" and not traits.wraps else "application/json"
    update: dict[str, Any] = {**_taking(one, form), "responses": _answer(one)}
    if not traits.answers:
        create["responses"] = {"201": {"description": "Made.", "headers": {"Location": {"schema": TEXT}}}}
        update["responses"] = {"204": {"description": "Changed."}}
    if traits.etag:
        update["parameters"] = [{"name": "If-Match", "in": "header", "schema": TEXT}]
    path: dict[str, Any] = {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
        "get": {"responses": _answer(one)},
        traits.update.lower(): update,
        "delete": {"responses": {"204": {"description": "Deleted."}}},
    }
    paths = {f"/{kind.name}": {"get": _list(kind, traits, item), "post": create}, f"/{kind.name}/{{id}}": path}
    if traits.archives == "operation":
        answer = _answer(one) if traits.answers else {"204": {"description": "Archived."}}
        paths[f"/{kind.name}/{{id}}/archive"] = {
            "parameters": path["parameters"],
            "post": {"summary": "Archive", "responses": answer},
        }
    if traits.together:
        for what in ("create", "update"):
            paths[f"/{kind.name}/batch/{what}"] = _batch(what, kind, traits, item)
    return paths


def _batch(what: str, kind: Kind, traits: Traits, item: dict[str, Any]) -> dict[str, Any]:
    sent = {"inputs": {"type": "array", "maxItems": traits.together, "items": item}}
    several = {"results": {"type": "array", "items": item}}
    operation: dict[str, Any] = {
        "summary": f"{what.capitalize()} a batch of {kind.name}" + ", all or nothing" * traits.whole,
        **_taking({"type": "object", "required": ["inputs"], "properties": sent}),
        "responses": _answer({"type": "object", "properties": several}),
    }
    if traits.keys and what == "create":
        operation["parameters"] = [{"name": "Idempotency-Key", "in": "header", "schema": TEXT}]
    return {"post": operation}


_SIGNED = {
    "standard": {"webhook-id": "", "webhook-timestamp": "", "webhook-signature": ""},
    "hex": {"X-Event-Id": "", "X-Signature": "The HMAC-SHA256 of the body, in hex."},
}


def _hooks(kind: Kind, traits: Traits) -> dict[str, Any]:
    """The events of a kind of item, with the headers that sign them."""
    item = {"type": "object", "properties": _fields(kind, traits)}
    body = {"type": "object", "properties": {"type": TEXT, "data": item}}
    headers = [
        {"name": name, "in": "header", "description": text, "schema": TEXT}
        for name, text in _SIGNED[traits.signs].items()
    ]
    told = {"parameters": headers, **_taking(body), "responses": {"200": {"description": "Taken."}}}
    return {f"{kind.one}.{change}": {"post": told} for change in ("created", "updated", "deleted")}


def description(side: Side, traits: Traits) -> bytes:
    """The API description of a system with these traits."""
    paths: dict[str, Any] = {}
    for kind in KINDS[side]:
        paths.update(_paths(kind, traits))
    hooks: dict[str, Any] = {}
    for kind in KINDS[side] if traits.signs else ():
        hooks.update(_hooks(kind, traits))
    return orjson.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "System", "version": "1"},
            "servers": [{"url": "https://api.example.com"}],
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
            "security": [{"key": []}],
            "paths": paths,
            **({"webhooks": hooks} if hooks else {}),
        }
    )


@lru_cache(maxsize=256)
def profile(side: Side, traits: Traits) -> SystemProfile:
    """What is learned of it."""
    name = "Shop" if side is Side.LEFT else "Books"
    learned = learn(name, description(side, traits), file=f"{name}.json")
    assert not learned.findings, learned.findings
    if traits.stamps != "min":
        return learned.profile
    records = tuple(replace(one, stamp_resolution_s=sure(60.0)) for one in learned.profile.records)
    return replace(learned.profile, records=records)
