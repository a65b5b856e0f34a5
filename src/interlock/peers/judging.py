"""Answers that say with status 200 that a request was refused: judged by what they hold, before anybody reads them.

An endpoint that takes every operation in its body answers so (GraphQL): `errors` beside the data, or a list of what was
wrong within it. Believed as they stand, a lost write would look done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import orjson

from interlock.model.http import Request, Response, Transport
from interlock.model.profile import Operation, SystemProfile, Verb
from interlock.model.value import JSON
from interlock.peers.envelope import at, envelope

_NAME = b'"operationName"'
_LARGEST = 50_000_000
# By the codes that servers write; what is not listed is the caller's mistake.
_STATUS = {
    "THROTTLED": 429, "RATE_LIMITED": 429, "RATELIMITED": 429, "TOO_MANY_REQUESTS": 429, "RATE_LIMIT_EXCEEDED": 429,
    "UNAUTHENTICATED": 401, "UNAUTHORIZED": 401, "AUTHENTICATION_ERROR": 401,
    "FORBIDDEN": 403, "ACCESS_DENIED": 403, "PERMISSION_DENIED": 403,
    "NOT_FOUND": 404, "DOES_NOT_EXIST": 404, "CONFLICT": 409, "UNIQUE": 409, "TAKEN": 409,
    "INTERNAL_SERVER_ERROR": 500, "INTERNAL_ERROR": 500, "INTERNAL": 500, "SERVICE_UNAVAILABLE": 503, "TIMEOUT": 504,
}  # fmt: skip
_GONE = re.compile(
    r"\bnot found\b|does(?: not|n't) exist|could(?: not|n't) (?:be found|find)|no longer exists", re.IGNORECASE
)
_CHANGES = {Verb.UPDATE, Verb.DELETE, Verb.ARCHIVE, Verb.RESTORE}


def named_operations(profile: SystemProfile) -> Mapping[str, Operation]:
    """The operations that are told apart by a name in their body, by that name."""
    return {
        str(operation.body_fixed["operationName"]): operation
        for record in profile.records
        for operation in record.operations
        if "operationName" in operation.body_fixed
    }


def meant(request: Request) -> str:
    """The name of the operation that a request asks for, or empty."""
    if _NAME not in request.body:
        return ""
    try:
        data = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        return ""
    name = data.get("operationName") if isinstance(data, dict) else None
    return name if isinstance(name, str) else ""


class Judging:
    """A `Transport` whose answers have the status that they mean.

    Args:
        transport: carries the requests.
        operations: those whose answers are judged, by their names.
    """

    def __init__(self, transport: Transport, operations: Mapping[str, Operation]) -> None:
        self._transport = transport
        self._operations = operations

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        """The answer, with the status that it means.

        Raises:
            Unreachable: no answer came; its `sent` tells whether the request may have arrived.
        """
        response = await self._transport.send(request, timeout_s=timeout_s)
        operation = self._operations.get(meant(request)) if response.status == 200 else None
        return response if operation is None else judged(operation, response)

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._transport.aclose()


def judged(operation: Operation, response: Response) -> Response:
    """The answer, with the status that it means."""
    if len(response.body) > _LARGEST:
        return response
    try:
        data: JSON = orjson.loads(response.body)
    except orjson.JSONDecodeError:
        return response
    for path in operation.refusals:
        said = at(data, path)
        if said and isinstance(said, list | dict):
            return replace(response, status=_status(operation, data, said))
    if operation.verb is Verb.GET and at(data, operation.records_path) is None:
        return replace(response, status=404)
    return response


def _status(operation: Operation, data: JSON, said: JSON) -> int:
    errors = [e for e in (said if isinstance(said, list) else [said]) if isinstance(e, dict)]
    codes = [_code(error) for error in errors]
    known = next((_STATUS[code] for code in codes if code in _STATUS), None)
    if _did_something(operation, data):
        # It may have been done, and only showing it went wrong: to be looked up, not to be tried again blindly.
        return 500
    if known is not None:
        return known
    words = " ".join(str(error.get("message") or "") for error in errors)
    if operation.verb in _CHANGES and _GONE.search(words[:5000]):
        return 404
    return 422


def _code(error: dict[str, JSON]) -> str:
    extensions = error.get("extensions")
    inner = extensions.get("code") if isinstance(extensions, dict) else None
    return str(inner or error.get("code") or "").upper()


def _did_something(operation: Operation, data: JSON) -> bool:
    """Whether a write shows an item although it shows errors, too."""
    if operation.verb in {Verb.LIST, Verb.SEARCH, Verb.GET} or not operation.records_path:
        return False
    return isinstance(at(data, ".".join(envelope(operation.records_path).before)), dict)
