"""Small API descriptions, and what is learned of them."""

from __future__ import annotations

from typing import Any

import orjson

from interlock.model.profile import RecordProfile, SystemProfile
from interlock.systems import Learned, learn

ID: dict[str, Any] = {"id": {"type": "string", "readOnly": True}}
STAMPED: dict[str, Any] = {
    **ID,
    "name": {"type": "string"},
    "created_at": {"type": "string", "format": "date-time"},
    "updated_at": {"type": "string", "format": "date-time"},
}


def query(name: str, kind: str = "string", *, description: str = "", **schema: Any) -> dict[str, Any]:
    """A query parameter."""
    return {"name": name, "in": "query", "description": description, "schema": {"type": kind, **schema}}


def answer(schema: dict[str, Any], *, status: str = "200", **more: Any) -> dict[str, Any]:
    """The answers of an operation that gives this."""
    return {status: {"description": "", "content": {"application/json": {"schema": schema}}, **more}}


def objects(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The schema of an object."""
    return {"type": "object", "properties": properties, **more}


def listing(item: dict[str, Any], *parameters: dict[str, Any], beside: dict[str, Any] | None = None) -> dict[str, Any]:
    """A list operation whose items stand in `data`, with other things beside them."""
    schema = objects({"data": {"type": "array", "items": objects(item)}, **(beside or {})})
    return {"parameters": list(parameters), "responses": answer(schema)}


def writing(
    item: dict[str, Any], *, required: tuple[str, ...] = (), status: str = "200", **more: Any
) -> dict[str, Any]:
    """A create or update whose body and answer are the item."""
    schema = objects(item, required=list(required))
    return {
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": answer(objects(item), status=status),
        **more,
    }


def description(paths: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An OpenAPI 3.0 description."""
    return {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths, **more}


def learned(whole: dict[str, Any]) -> Learned:
    """What is learned of a description."""
    return learn("System", orjson.dumps(whole), file="system.json")


def profile(whole: dict[str, Any]) -> SystemProfile:
    """The profile, which must come without findings."""
    found = learned(whole)
    assert found.findings == ()
    return found.profile


def only_record(whole: dict[str, Any]) -> RecordProfile:
    """The one record of a description."""
    records = profile(whole).records
    assert len(records) == 1, [r.name for r in records]
    return records[0]


def things(item: dict[str, Any], *parameters: dict[str, Any], **more: Any) -> RecordProfile:
    """The record `things` of a description with one list of such items."""
    return only_record(description({"/v1/things": {"get": listing(item, *parameters, **more)}}))
