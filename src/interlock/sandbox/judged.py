"""Endpoints that take every operation in the body of a request, and tell refusals in the body of an answer."""

from __future__ import annotations

import orjson

from interlock.model.http import Request, Response
from interlock.model.profile import Verb
from interlock.sandbox.answers import Refusal, answer
from interlock.sandbox.envelope import envelope, nest
from interlock.sandbox.routes import Route

_LARGEST = 5_000_000
_CODES = {400: "BAD_USER_INPUT", 403: "FORBIDDEN", 404: "NOT_FOUND", 409: "CONFLICT", 422: "BAD_USER_INPUT"}


def asked_name(request: Request) -> str:
    """The name of the operation in a request's body, or empty."""
    if len(request.body) > _LARGEST:
        return ""
    try:
        data = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        return ""
    name = data.get("operationName") if isinstance(data, dict) else None
    return name if isinstance(name, str) else ""


def refused_within(route: Route | None, refusal: Refusal) -> Response | None:
    """A refusal as the operation tells it within an answer of status 200; None where it is told by the status.

    What is about the way and not about the operation (signing in, too many requests) keeps its status.
    """
    if route is None or not route.operation.refusals or refusal.status in {401, 413, 415, 429}:
        return None
    operation = route.operation
    if refusal.status == 404 and operation.verb is Verb.GET:
        return answer(200, nest(envelope(operation.records_path).before, None))
    code = _CODES.get(refusal.status, "BAD_USER_INPUT")
    own = next((path for path in operation.refusals if path != "errors"), None)
    if own is None:
        return answer(200, {"data": None, "errors": [{"message": refusal.title, "extensions": {"code": code}}]})
    problems = [{"field": [p.field], "message": p.message, "code": code} for p in refusal.problems]
    return answer(200, nest(own.split("."), problems or [{"field": None, "message": refusal.title, "code": code}]))
