"""Carries the integration's requests to a real system, and lets go wrong on the way what a criterion asks for."""

from __future__ import annotations

from collections.abc import Callable

from interlock.errors import Unreachable
from interlock.model.clock import Clock
from interlock.model.http import Request, Response, Transport
from interlock.model.profile import SystemProfile, Verb
from interlock.sandbox import Exchange, Fault, FaultKind, Faults, aim, aimed_at
from interlock.sandbox.log import Cleaner
from interlock.sandbox.routes import Route, Router
from interlock.verify.steps._base import CannotTell

_DONE = {FaultKind.ANSWER_LOST, FaultKind.SLOW, FaultKind.CUT}
_READS = {Verb.LIST, Verb.SEARCH, Verb.GET}


class FaultyTransport:
    """A `Transport` through which nothing goes wrong but by `faults`; all that went through it is in `log`."""

    def __init__(
        self,
        inner: Transport,
        profile: SystemProfile,
        clock: Clock,
        faults: Faults,
        log: list[Exchange],
        wrote: Callable[[], None],
    ) -> None:
        self._inner = inner
        self._clock = clock
        self._faults = faults
        self._log = log
        self._wrote = wrote
        self._router = Router(profile)
        self._cleaner = Cleaner(profile)
        self.under_way = 0

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        """The answer.

        Raises:
            Unreachable: no answer came, because of the system or of a fault.
        """
        route, item_id = aim(self._router.find(request.method.upper(), request.path), request)
        fault = self._faults.taken(self._clock.now(), aimed_at(request, route, item_id)) if self._faults.now else None
        self.under_way += 1
        try:
            if fault is None:
                return await self._sent(request, route, item_id, None, timeout_s)
            return await self._failed(fault, request, route, item_id, timeout_s)
        finally:
            self.under_way -= 1
            if route is None or route.operation.verb not in _READS:
                self._wrote()

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._inner.aclose()

    async def _sent(
        self, request: Request, route: Route | None, item_id: str | None, fault: FaultKind | None, timeout_s: float
    ) -> Response:
        try:
            response = await self._inner.send(request, timeout_s=timeout_s)
        except BaseException:
            self._note(request, route, item_id, None, fault)
            raise
        self._note(request, route, item_id, response, fault)
        return response

    async def _failed(
        self, fault: Fault, request: Request, route: Route | None, item_id: str | None, timeout_s: float
    ) -> Response:
        if fault.kind in _DONE or fault.applies:
            response = await self._sent(request, route, item_id, fault.kind, timeout_s)
            if fault.kind is FaultKind.ANSWER_LOST:
                raise Unreachable("the connection broke before an answer came", sent=True)
            if fault.kind is FaultKind.CUT:
                return Response(response.status, response.headers, response.body[: len(response.body) // 2])
            if fault.kind is FaultKind.SLOW:
                await self._clock.sleep(min(fault.delay_s, timeout_s))
                if fault.delay_s >= timeout_s:
                    raise Unreachable(f"there was no answer within {timeout_s:g} seconds", sent=True)
                return response
            return fault.response()
        if fault.kind in {FaultKind.STATUS, FaultKind.HTML}:
            self._note(request, route, item_id, fault.response(), fault.kind)
            return fault.response()
        if fault.kind is FaultKind.DOWN:
            self._note(request, route, item_id, None, fault.kind)
            raise Unreachable("no connection: it was refused", sent=False)
        if fault.kind is FaultKind.DROPPED:
            self._note(request, route, item_id, None, fault.kind)
            raise Unreachable("the connection broke before an answer came", sent=True)
        raise CannotTell(f"`{fault.kind.value}` cannot be brought about on the way to a real system")

    def _note(
        self,
        request: Request,
        route: Route | None,
        item_id: str | None,
        response: Response | None,
        fault: FaultKind | None,
    ) -> None:
        verb, resource = (route.operation.verb, route.resource) if route is not None else (None, None)
        kept = self._cleaner.request(request, keep_body=route is not None)
        shown = self._cleaner.response(request, response) if response is not None else None
        if route is None and shown is not None:
            shown = Response(shown.status, shown.headers)
        applied = request.writes and response is not None and response.status < 300 and fault is not FaultKind.STATUS
        self._log.append(Exchange(self._clock.now(), kept, shown, resource, item_id, verb, applied, fault))
