"""What may stand between a system and the sync: odd answers, and automations of the system itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
from tests.sync.scenarios.world import Between, Next

from interlock.model.http import Answer, Request, Response

_JSON = {"content-type": "application/json"}


def is_list(request: Request) -> bool:
    """Whether it asks for a list."""
    return request.method == "GET" and request.path.count("/") == 1


def answering(status: int, body: Any = None, *, writes: bool = True, headers: dict[str, str] | None = None) -> Between:
    """Every write, or every read, is answered that, and not done."""

    def between(request: Request, way: Next) -> Answer:
        if request.writes is not writes:
            return way(request)
        return Answer(Response(status, {**_JSON, **(headers or {})}, orjson.dumps(body or {})))

    return between


def when(holds: Callable[[Request], bool], then: Between) -> Between:
    """Only for some requests."""
    return lambda request, way: then(request, way) if holds(request) else way(request)


def times(count: int, then: Between) -> Between:
    """Only for the first so many requests."""
    left = [count]

    def between(request: Request, way: Next) -> Answer:
        if left[0] <= 0:
            return way(request)
        left[0] -= 1
        return then(request, way)

    return between


def listing(change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]], resource: str = "") -> Between:
    """Lists show something else than what is there."""

    def between(request: Request, way: Next) -> Answer:
        answer = way(request)
        if not is_list(request) or (resource and request.path != f"/{resource}"):
            return answer
        if answer.response is None or answer.response.status != 200:
            return answer
        data = orjson.loads(answer.response.body)
        data["data"] = change(data["data"])
        return replace(answer, response=replace(answer.response, body=orjson.dumps(data)))

    return between


def showing(change: Callable[[dict[str, Any]], dict[str, Any]], resource: str) -> Between:
    """Items look otherwise, wherever they are shown."""

    def between(request: Request, way: Next) -> Answer:
        answer = way(request)
        if answer.response is None or answer.response.status >= 300 or not request.path.startswith(f"/{resource}"):
            return answer
        if not answer.response.body:
            return answer
        data = orjson.loads(answer.response.body)
        data = {**data, "data": [change(one) for one in data["data"]]} if "data" in data else change(data)
        return replace(answer, response=replace(answer.response, body=orjson.dumps(data)))

    return between


def rewriting(change: Callable[[dict[str, Any]], dict[str, Any]], resource: str) -> Between:
    """What is written is kept otherwise: what a system or its automations make of it in the same save."""

    def between(request: Request, way: Next) -> Answer:
        if not request.body or not request.path.startswith(f"/{resource}"):
            return way(request)
        return way(replace(request, body=orjson.dumps(change(orjson.loads(request.body)))))

    return between


def forbidden(ids: set[str]) -> Between:
    """These items may no longer be seen."""

    def between(request: Request, way: Next) -> Answer:
        if request.path.rsplit("/", 1)[-1] in ids:
            return Answer(Response(403, _JSON, b"{}"))
        return listing(lambda items: [one for one in items if one["id"] not in ids])(request, way)

    return between
