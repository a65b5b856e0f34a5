"""Requests changed on their way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import orjson

from interlock.model.http import Request
from interlock.model.value import JSON, Body


def without_parameter(request: Request, *names: str) -> Request:
    """The request without these parameters, in the query or at the top of its body."""
    kept = tuple(pair for pair in request.query if pair[0] not in names)
    return request if len(kept) == len(request.query) else replace(request, query=kept)


def without_header(request: Request, name: str) -> Request:
    """The request without a header."""
    if name not in request.headers:
        return request
    return replace(request, headers={key: value for key, value in request.headers.items() if key != name})


def with_body(request: Request, change: Callable[[JSON], JSON]) -> Request:
    """The request with its JSON body changed; as it is where it has none."""
    if not request.writes or not request.body:
        return request
    try:
        return replace(request, body=orjson.dumps(change(orjson.loads(request.body))))
    except (orjson.JSONDecodeError, TypeError, RecursionError):
        return request


def each_value(value: JSON, change: Callable[[str, JSON], JSON], key: str = "") -> JSON:
    """A value with each part of it changed that is no list; `change` hears the name of the field, objects go first."""
    changed = change(key, value) if not isinstance(value, list) else value
    if isinstance(changed, dict) and changed is value:
        return {name: each_value(inner, change, name) for name, inner in changed.items()}
    if isinstance(changed, list):
        return [each_value(inner, change, key) for inner in changed]
    return changed


def each_field(body: Body, change: Callable[[str, JSON], JSON]) -> Body:
    """A body with each value of its fields changed, at any depth."""
    return {name: each_value(value, change, name) for name, value in body.items()}
