"""Carries requests over HTTP to the address of an environment."""

from __future__ import annotations

import asyncio
import io
import os
import ssl
from functools import lru_cache
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from interlock.adapters.transports.addresses import LARGEST_ANSWER, LONGEST_TO_CONNECT_S, below, checked
from interlock.errors import Unreachable, Untrusted
from interlock.model.http import Request, Response

_CHUNK = 65_536
_WHOLE = 1_000_000


class SocketTransport:
    """The `Transport` to the system at `base_url`, which may hold a base path (`https://api.example.com/v2`).

    Redirects are not followed and cookies are not kept: an answer is what this address said to this request. A request
    is put on the wire once. Connections are opened at the first request and kept until `aclose`.

    Raises:
        SettingsError: the address is no http or https address, or holds more than host, port and path.
    """

    def __init__(
        self, base_url: str, *, largest_answer: int = LARGEST_ANSWER, tls: ssl.SSLContext | None = None
    ) -> None:
        self._base_url = checked(base_url)
        self._where = urlsplit(self._base_url).netloc
        self._largest = largest_answer
        self._tls = tls
        self._session: aiohttp.ClientSession | None = None

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
            return await self._sent(request, timeout_s)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as problem:
            raise Unreachable(
                f"no connection to {self._where}: {_cause(problem)}",
                sent=False,
                hint="is the address right, is the system up, and does a firewall or proxy stand between?",
            ) from None
        except TimeoutError:
            raise Unreachable(f"{self._where} did not answer within {timeout_s:g} seconds", sent=True) from None
        except (aiohttp.ClientError, OSError) as problem:
            raise Unreachable(f"the connection to {self._where} broke: {_cause(problem)}", sent=True) from None
        except ValueError as problem:
            # A header or address that HTTP cannot carry is refused before anything is sent.
            raise Unreachable(f"the request cannot be sent to {self._where}: {problem}", sent=False) from None

    async def aclose(self) -> None:
        """Let go of connections; closing twice does no harm."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _sent(self, request: Request, timeout_s: float) -> Response:
        timeout = _timeout(timeout_s)
        async with self._opened().request(
            request.method,
            _address(self._base_url, request.path, request.query),
            headers=request.headers,
            data=_payload(request.body),
            allow_redirects=False,
            timeout=timeout,
            skip_auto_headers=("Content-Type",),
            ssl=True if self._tls is None else self._tls,
        ) as answer:
            length = answer.content_length
            if length is not None and length <= min(_WHOLE, self._largest) and "Content-Encoding" not in answer.headers:
                body = await answer.read()  # it can be no longer than it says
            else:
                body = await self._bounded(answer.content, request)
            return Response(answer.status, _joined(answer), body)

    async def _bounded(self, content: aiohttp.StreamReader, request: Request) -> bytes:
        chunks: list[bytes] = []
        size = 0
        async for chunk in content.iter_chunked(_CHUNK):
            size += len(chunk)
            if size > self._largest:
                raise Untrusted(
                    f"{self._where} answered {request.method} {request.path} with more than "
                    f"{self._largest / 1_000_000:,.0f} MB",
                    hint="ask for smaller pages",
                )
            chunks.append(chunk)
        return b"".join(chunks)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": "interlock"}, raise_for_status=False
            )
            # The library sends PUT and DELETE again by itself when a kept connection turns out to be closed.
            # Whether a write is sent again is not its decision.
            self._session._retry_connection = False  # noqa: SLF001
        return self._session


@lru_cache(maxsize=64)
def _timeout(timeout_s: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=timeout_s, sock_connect=min(LONGEST_TO_CONNECT_S, timeout_s * 0.9))


# Most requests of a run go to few addresses, and taking one apart costs as much as a tenth of a request.
@lru_cache(maxsize=512)
def _address(base_url: str, path: str, query: tuple[tuple[str, str], ...]) -> URL:
    return URL(below(base_url, path, query), encoded=True)


def _payload(body: bytes) -> bytes | io.BytesIO | None:
    """A large body is handed over as a stream, so that other requests get their turn while it goes out."""
    return io.BytesIO(body) if len(body) > _CHUNK else body or None


def _joined(answer: aiohttp.ClientResponse) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in answer.headers.items():
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return headers


def _why(problem: BaseException) -> str:
    """What is wrong with a certificate, where the library says it in words (`certificate has expired`)."""
    inner = getattr(problem, "certificate_error", None) or getattr(problem, "os_error", None) or problem
    said = getattr(inner, "verify_message", "") or ""
    return f": {said[:1].lower()}{said[1:160]}" if said else ""


def _cause(problem: BaseException) -> str:
    if isinstance(problem, aiohttp.ClientConnectorCertificateError | ssl.SSLError | aiohttp.ClientConnectorSSLError):
        return f"its certificate is not accepted{_why(problem)}"
    if isinstance(problem, aiohttp.ClientConnectorDNSError):
        return "its name is not known"
    if isinstance(problem, aiohttp.ClientConnectorError):
        number = problem.os_error.errno
        # The loop's own text repeats the address; what happened is in the number.
        return os.strerror(number).lower() if number else "it was refused"
    if isinstance(problem, aiohttp.ConnectionTimeoutError | asyncio.TimeoutError):
        return "it took too long"
    if isinstance(problem, aiohttp.ServerDisconnectedError):
        return "it was closed before an answer came"
    if isinstance(problem, aiohttp.ClientPayloadError):
        return "the answer was cut off"
    return str(problem) or type(problem).__name__
