"""Carries requests over HTTP by pyreqwest (extra `fast`): less processor time for each small request.

It behaves as the usual transport does, with two differences that its library makes: an address that no browser would
write (with `.` and `..` as parts of its path) is refused, and a request counts as not sent only where no connection was
made, never because of the kind of error.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import BuilderError, DetailedPyreqwestError, PyreqwestError, RequestTimeoutError
from pyreqwest.http import Url
from pyreqwest.response import Response as Answered

from interlock.adapters.transports.addresses import LARGEST_ANSWER, LONGEST_TO_CONNECT_S, below, checked
from interlock.errors import Unreachable, Untrusted
from interlock.model.http import Request, Response

_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})

_NOT_CONNECTED = "client error (Connect)"
"""What the library gives as a cause where no connection was made.

The class of its errors does not tell: one of its kind for a connection stands also for an answer that never came.
"""

_CAUSES = (
    ("dns error", "its name is not known"),
    ("certificate", "its certificate is not accepted"),
    ("connection refused", "connection refused"),
    ("timed out", "it took too long"),
    ("connection closed before", "it was closed before an answer came"),
    ("body", "the answer was cut off"),
)


class FastTransport:
    """The `Transport` to the system at `base_url`, which may hold a base path (`https://api.example.com/v2`).

    Redirects are not followed, cookies are not kept, and proxies that the environment names are not used. A request is
    put on the wire once. Connections are opened at the first request and kept until `aclose`.

    Raises:
        SettingsError: the address is no http or https address, or holds more than host, port and path.
    """

    def __init__(self, base_url: str, *, largest_answer: int = LARGEST_ANSWER) -> None:
        self._base_url = checked(base_url)
        self._where = urlsplit(self._base_url).netloc
        self._largest = largest_answer
        self._clients: dict[float, Client] = {}

    @property
    def base_url(self) -> str:
        """The address, without a slash at its end."""
        return self._base_url

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        """The answer.

        Raises:
            Unreachable: no answer came; its `sent` tells whether the request may have arrived.
            Untrusted: the answer is larger than any list could be.
        """
        try:
            asked = self._client(timeout_s).request(
                request.method, _address(self._base_url, request.path, request.query)
            )
            asked = asked.headers(request.headers).timeout(timedelta(seconds=timeout_s))
            if request.body:
                asked = asked.body_bytes(request.body)
            elif request.method in _WITH_BODY:  # some systems answer 411 where it is not said
                asked = asked.header("content-length", "0")
            built = asked.build_streamed()
        except (ValueError, PyreqwestError) as problem:
            # A header or address that HTTP cannot carry is refused before anything is sent.
            raise Unreachable(f"the request cannot be sent to {self._where}: {problem}", sent=False) from None
        try:
            async with built as answer:
                body = await self._body(answer, request)
                return Response(answer.status, _joined(answer), body)
        except PyreqwestError as problem:
            raise self._problem(problem, timeout_s) from None

    async def aclose(self) -> None:
        """Let go of connections; closing twice does no harm."""
        clients, self._clients = self._clients, {}
        await asyncio.gather(*(client.close() for client in clients.values()))

    def _client(self, timeout_s: float) -> Client:
        client = self._clients.get(timeout_s)
        if client is None:
            connect_s = min(LONGEST_TO_CONNECT_S, timeout_s * 0.9)
            client = self._clients[timeout_s] = (
                ClientBuilder()
                .follow_redirects(False)
                .referer(False)
                .default_cookie_store(False)
                .no_proxy()
                .http1_only()
                .user_agent("interlock")
                .connect_timeout(timedelta(seconds=connect_s))
                .build()
            )
        return client

    async def _body(self, answer: Answered, request: Request) -> bytes:
        chunks: list[bytes] = []
        size = 0
        while (chunk := await answer.body_reader.read()) is not None:
            size += len(chunk)
            if size > self._largest:
                raise Untrusted(
                    f"{self._where} answered {request.method} {request.path} with more than "
                    f"{self._largest / 1_000_000:,.0f} MB",
                    hint="ask for smaller pages",
                )
            chunks.append(bytes(chunk))
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def _problem(self, problem: PyreqwestError, timeout_s: float) -> Unreachable:
        causes = _causes(problem)
        if _NOT_CONNECTED in causes or isinstance(problem, BuilderError):
            return Unreachable(
                f"no connection to {self._where}: {_cause(problem, causes)}",
                sent=False,
                hint="is the address right, is the system up, and does a firewall or proxy stand between?",
            )
        if isinstance(problem, RequestTimeoutError):
            return Unreachable(f"{self._where} did not answer within {timeout_s:g} seconds", sent=True)
        return Unreachable(f"the connection to {self._where} broke: {_cause(problem, causes)}", sent=True)


@lru_cache(maxsize=512)
def _address(base_url: str, path: str, query: tuple[tuple[str, str], ...]) -> Url:
    text = below(base_url, path, query)
    address = Url(text)
    # Another item than the one that is meant must not be reached because somebody tidied its address up.
    meant = urlsplit(text)
    if (address.path, address.query_string or "") != (meant.path, meant.query):
        raise ValueError(f"`{path}` cannot stand in an address")
    return address


def _joined(answer: Answered) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in answer.headers.items():
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return headers


def _causes(problem: PyreqwestError) -> tuple[str, ...]:
    details: Mapping[str, object] = problem.details if isinstance(problem, DetailedPyreqwestError) else {}
    causes = details.get("causes")
    return tuple(str(one.get("message", "")) for one in causes) if isinstance(causes, list) else ()


def _cause(problem: PyreqwestError, causes: tuple[str, ...]) -> str:
    said = " ".join(causes).casefold()
    return next((words for sign, words in _CAUSES if sign in said), causes[-1] if causes else problem.message)
