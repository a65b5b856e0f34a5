"""Requests and answers as values, and the ports that carry and answer them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, ready to be sent: nothing is added on the way but what the connection itself needs.

    `path` begins with `/` and is joined to the address of the environment by the transport. `query` keeps its order.
    Header names are lower case. Credentials are added by the sender just before the transport and are never in a
    request that is stored.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def writes(self) -> bool:
        """Whether it may change something."""
        return self.method not in {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP answer; header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Transport(Protocol):
    """Carries one request to one system. Sockets, in process, or faulty on purpose."""

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        """The answer.

        Raises:
            Unreachable: no answer came; its `sent` tells whether the request may have arrived.
        """
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...


class Reaching(Transport, Protocol):
    """A transport that goes to an address."""

    @property
    def base_url(self) -> str:
        """The address, without a slash at its end."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of a request: after `delay_s` seconds comes `response`, or the connection ends without one.

    Where `response` is None, `sent` tells whether the request arrived before the connection was lost.
    """

    response: Response | None
    sent: bool = True
    delay_s: float = 0.0


class Responder(Protocol):
    """Answers requests as a value, without a wire: what an in-process transport or a local server puts on one."""

    def answer(self, request: Request) -> Answer:
        """What becomes of the request; never raises."""
        ...
