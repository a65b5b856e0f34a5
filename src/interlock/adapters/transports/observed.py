"""Tells how long each request took and what became of it, without what was sent or answered."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from interlock.errors import InterlockError, Unreachable
from interlock.model.http import Reaching, Request, Response


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request to a system and its answer. `status` is 0 where none came, and then `problem` says why."""

    system: str
    method: str
    path: str
    status: int
    seconds: float
    problem: str = ""


class ObservedTransport:
    """A `Transport` that tells `observe` of every request that goes over a socket."""

    def __init__(self, transport: Reaching, system: str, observe: Callable[[Exchange], None]) -> None:
        self._transport = transport
        self._system = system
        self._observe = observe

    @property
    def base_url(self) -> str:
        """The address of the system."""
        return self._transport.base_url

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        """The answer.

        Raises:
            Unreachable: no answer came; its `sent` tells whether the request may have arrived.
        """
        began = time.perf_counter()
        status, problem = 0, ""
        try:
            response = await self._transport.send(request, timeout_s=timeout_s)
            status = response.status
        except Unreachable:
            problem = "no answer"
            raise
        except InterlockError:
            problem = "not to be believed"
            raise
        except BaseException:
            problem = "broken off"
            raise
        finally:
            seconds = time.perf_counter() - began
            self._observe(Exchange(self._system, request.method, request.path, status, seconds, problem))
        return response

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._transport.aclose()
