"""What a seed draws of the systems: how each keeps its items, and the API description that says so."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import orjson

from interlock.model.profile import RateLimit, SystemProfile, sure
from interlock.model.value import Side
from interlock.sandbox import Behaviours, Spelling
from interlock.sandbox.behaviours import MergedAnswer
from interlock.systems import learn

TEXT: dict[str, Any] = {"type": "string"}
NULLABLE: dict[str, Any] = {"type": ["string", "null"]}
WHOLE: dict[str, Any] = {"type": "integer"}


@dataclass(frozen=True)
class Traits:
    """How one system behaves, as far as a description can say it."""

    ids: str = "text"
    keys: bool = False
    finds: bool = False
    deletes: str = "hidden"
    """`tombstone`, `flag` or `hidden`"""
    since: bool = True
    paging: str = "cursor"
    size: int = 100
    stamps: str = "ms"
    etag: bool = False
    answers: bool = True
    update: str = "PATCH"
    wraps: bool = False
    archives: str = "flag"
    """`flag`: a field that can be written; `operation`: a request of its own"""
    unique: bool = False
    together: int = 0
    """so many creates or updates may go in one request; 0: there is no such request"""
    whole: bool = False
    """that request says that it does all or none"""


@dataclass(frozen=True)
class Manner:
    """How one system behaves where descriptions are silent."""

    latency_s: float = 0.0
    clock_offset_s: float = 0.0
    thin_tombstones: bool = False
    stamps_identical_writes: bool = True
    checks_references: bool = True
    lag_s: float = 0.0
    """how long a change is not yet in lists"""
    get_lag_s: float = 0.0
    gain: float = 0.0
    ignores_since: bool = False
    spelling: str = ""
    """how it keeps two of its texts"""
    limit: int = 0
    """so many requests in two seconds, of which no description tells; 0: any number"""
    hints: float = 0.0
    """which share of what happens it tells of by webhook"""
    merged: str = ""
    """how a look at an item is answered that people merged into another: `moved` or `winner`; empty: they never do"""
    partly: bool = False
    """a request for several that it refuses has done those that fit, unless it says otherwise"""

    def behaviours(self) -> Behaviours:
        """The same for a sandbox."""
        return Behaviours(
            latency_s=self.latency_s,
            clock_offset_s=self.clock_offset_s,
            thin_tombstones=self.thin_tombstones,
            stamps_identical_writes=self.stamps_identical_writes,
            checks_references=self.checks_references,
            list_lag_s=self.lag_s,
            get_lag_s=self.get_lag_s,
            clock_gain=self.gain,
            refuses_in_part=self.partly,
            merged_answer=MergedAnswer(self.merged) if self.merged else MergedAnswer.GONE,
            ignores_since=self.ignores_since,
            spellings={name: Spelling(self.spelling) for name in SPELLED} if self.spelling else {},
        )

    def rate_limit(self) -> RateLimit | None:
        """What it enforces, told or not."""
        return RateLimit(self.limit, 2.0) if self.limit else None


SPELLED = ("phone", "name", "tel", "title")


def some_traits(rng: random.Random) -> Traits:
    """Traits at random."""
    return Traits(
        ids=rng.choice(["text", "integer"]),
        keys=rng.random() < 0.3,
        finds=rng.random() < 0.4,
        deletes=rng.choice(["tombstone", "flag", "hidden", "hidden"]),
        since=rng.random() < 0.7,
        paging=rng.choice(["page", "offset", "cursor", "link", "none"]),
        size=rng.choice([2, 3, 5, 100]),
        stamps=rng.choice(["s", "ms", "ms", "min"]),
        etag=rng.random() < 0.4,
        answers=rng.random() < 0.6,
        update=rng.choice(["PATCH", "PATCH", "PUT"]),
        wraps=rng.random() < 0.3,
        archives=rng.choice(["flag", "operation"]),
        unique=rng.random() < 0.3,
        together=rng.choice([0, 0, 0, 2, 10]),
    )


def more_traits(name: str) -> dict[str, Any]:
    """Traits that came to be drawn later, each from chance of its own, so that no draw before it changes."""
    return {"whole": random.Random(f"whole {name}").random() < 0.3}


def some_manner(rng: random.Random) -> Manner:
    """A manner at random."""
    return Manner(
        latency_s=rng.choice([0.0, 0.0, 0.2, 2.0]),
        clock_offset_s=rng.choice([0.0, 0.0, 0.0, 40.0, -40.0, 900.0]),
        thin_tombstones=rng.random() < 0.3,
        stamps_identical_writes=rng.random() < 0.7,
        checks_references=rng.random() < 0.7,
        lag_s=rng.choice([0.0, 0.0, 0.0, 3.0, 15.0, 40.0]),
        gain=rng.choice([0.0, 0.0, 0.0, 0.0004, -0.0004]),
        ignores_since=rng.random() < 0.05,
        spelling=rng.choice(["", "", "", "upper", "lower", "international"]),
        limit=rng.choice([0, 0, 0, 0, 4, 12]),
        hints=rng.choice([0.0, 0.0, 0.6, 1.0]),
    )


def more_manner(name: str, traits: Traits) -> dict[str, Any]:
    """The same for manners."""
    return {
        "partly": not traits.whole and random.Random(f"partly {name}").random() < 0.4,
        "merged": random.Random(f"merged {name}").choice(["", "", "moved", "winner"]),
        "get_lag_s": random.Random(f"get_lag_s {name}").choice([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 8.0, 25.0]),
    }


# The description of a system


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


def description(side: Side, traits: Traits) -> bytes:
    """The API description of a system with these traits."""
    paths: dict[str, Any] = {}
    for kind in KINDS[side]:
        paths.update(_paths(kind, traits))
    return orjson.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "System", "version": "1"},
            "servers": [{"url": "https://api.example.com"}],
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
            "security": [{"key": []}],
            "paths": paths,
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
