"""What a sandbox was asked and what it answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from interlock.model.http import Request, Response
from interlock.model.profile import AuthScheme, SystemProfile, Verb
from interlock.sandbox.faults import FaultKind

_ALWAYS_SECRET = {"authorization", "cookie", "proxy-authorization"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what became of it.

    `at` is the true time, `applied` tells whether the store changed, `fault` what went wrong on request. `response` is
    what the system answered, also where that answer was lost; None where it never got to it. The request is without its
    credential, and the answers of successful reads are without their bodies, which would fill the memory.
    """

    at: datetime
    request: Request
    response: Response | None
    resource: str | None = None
    item_id: str | None = None
    verb: Verb | None = None
    applied: bool = False
    fault: FaultKind | None = None

    @property
    def status(self) -> int | None:
        """The status of the answer, or None where there was none."""
        return self.response.status if self.response is not None else None


class Cleaner:
    """Takes out of requests what signs them, and out of answers what is only long."""

    def __init__(self, profile: SystemProfile) -> None:
        schemes: tuple[AuthScheme, ...] = profile.auth.value or ()
        headers = {scheme.parameter.casefold() for scheme in schemes if scheme.where == "header"}
        self._headers = _ALWAYS_SECRET | headers
        self._query = frozenset(scheme.parameter for scheme in schemes if scheme.where == "query")

    def request(self, request: Request, *, keep_body: bool) -> Request:
        """The request as it may be kept."""
        headers = {name: value for name, value in request.headers.items() if name not in self._headers}
        query = request.query
        if self._query:
            query = tuple(pair for pair in query if pair[0] not in self._query)
        return Request(request.method, request.path, query, headers, request.body if keep_body else b"")

    @staticmethod
    def response(request: Request, response: Response) -> Response:
        """The answer as it may be kept."""
        if request.writes or response.status >= 300:
            return response
        return Response(response.status, response.headers)
