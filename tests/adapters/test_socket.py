"""What only a socket can do: addresses, redirects, limits, connections that break."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from tests.adapters.helpers import Scripted, served

from interlock.adapters.transports.fast import FastTransport
from interlock.adapters.transports.socket import SocketTransport
from interlock.errors import SettingsError, Unreachable, Untrusted
from interlock.model.http import Answer, Request, Response

Kind = type[SocketTransport] | type[FastTransport]


@pytest.fixture(params=[SocketTransport, FastTransport])
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


@pytest.mark.parametrize(
    "address",
    [
        "",
        "api.example.com",
        "ftp://api.example.com",
        "file:///etc/passwd",
        "http://",
        "https://me:secret@api.example.com",
        "https://api.example.com?key=1",
        "https://api.example.com:port",
        "http://[::1",
    ],
)
def test_an_address_is_http_or_https_with_host_port_and_path_only(kind: Kind, address: str) -> None:
    with pytest.raises(SettingsError) as caught:
        kind(address)
    assert "secret" not in caught.value.message


def test_the_base_path_is_kept(kind: Kind) -> None:
    assert kind("https://api.example.com:8443/v2/").base_url == "https://api.example.com:8443/v2"


async def test_a_request_goes_below_the_base_path(kind: Kind) -> None:
    responder = Scripted()
    async with served(responder, base_path="/v2") as address:
        transport = kind(address)
        await transport.send(Request("GET", "/things/a%2Fb"), timeout_s=5)
        await transport.aclose()
    assert [request.path for request in responder.asked] == ["/things/a%2Fb"]


async def test_a_large_body_arrives_whole(kind: Kind) -> None:
    responder = Scripted()
    body = bytes(range(256)) * 2_000
    async with served(responder) as address:
        transport = kind(address)
        await transport.send(Request("POST", "/things", headers={"content-type": "x/y"}, body=body), timeout_s=5)
        await transport.aclose()
    arrived = responder.asked[0]
    assert (arrived.body == body, arrived.headers["content-type"]) == (True, "x/y")
    assert arrived.headers["content-length"] == str(len(body))


async def test_a_redirect_is_an_answer(kind: Kind) -> None:
    responder = Scripted(Answer(Response(302, {"location": "https://elsewhere.example/login"})))
    async with served(responder) as address:
        transport = kind(address)
        answer = await transport.send(Request("GET", "/things"), timeout_s=5)
        await transport.aclose()
    assert (answer.status, answer.headers["location"]) == (302, "https://elsewhere.example/login")
    assert len(responder.asked) == 1


async def test_an_answer_without_end_is_not_read(kind: Kind) -> None:
    responder = Scripted(Answer(Response(200, {}, b"x" * 2_000_000)))
    async with served(responder) as address:
        transport = kind(address, largest_answer=1_000_000)
        with pytest.raises(Untrusted, match="more than 1 MB"):
            await transport.send(Request("GET", "/things"), timeout_s=5)
        await transport.aclose()


async def test_nobody_there_means_not_sent_and_names_host_and_port(kind: Kind) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    transport = kind(f"http://127.0.0.1:{port}")
    with pytest.raises(Unreachable) as caught:
        await transport.send(Request("POST", "/things"), timeout_s=5)
    await transport.aclose()
    assert not caught.value.sent
    assert f"127.0.0.1:{port}" in caught.value.message
    assert "address right" in caught.value.hint


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_a_kept_connection_that_was_closed_is_not_tried_again(kind: Kind, method: str) -> None:
    """Every write is on the wire once, also where the library would send it again."""
    responder = Scripted()
    async with served(responder) as address:
        transport = kind(address)
        await transport.send(Request("GET", "/warm"), timeout_s=5)
        responder.says = Answer(None)
        with pytest.raises(Unreachable) as caught:
            await transport.send(Request(method, "/things"), timeout_s=5)
        await transport.aclose()
    assert caught.value.sent
    assert [request.path for request in responder.asked] == ["/warm", "/things"]


async def test_a_header_that_would_break_out_is_not_sent(kind: Kind) -> None:
    responder = Scripted()
    async with served(responder) as address:
        transport = kind(address)
        with pytest.raises(Unreachable) as caught:
            await transport.send(Request("GET", "/things", headers={"x-key": "a\r\nx-evil: 1"}), timeout_s=5)
        await transport.aclose()
    assert not caught.value.sent
    assert responder.asked == []


@asynccontextmanager
async def answering(said: bytes) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server that says these bytes to each request and hangs up; its address and what it was asked."""
    asked: list[bytes] = []
    under_way: set[asyncio.Task[None]] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        under_way.add(task)
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                asked.append(await reader.readuntil(b"\r\n\r\n"))
                writer.write(said)
                await writer.drain()
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
            under_way.discard(task)

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
        if under_way:
            await asyncio.wait(under_way, timeout=5)


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{",
        b"HTTP/1.1 200 OK\r\nContent-Len",
        b"nothing of that kind\r\n\r\n",
        b"",
    ],
)
async def test_half_an_answer_leaves_the_effect_in_doubt(kind: Kind, said: bytes, method: str) -> None:
    async with answering(said) as (address, asked):
        transport = kind(address)
        with pytest.raises(Unreachable) as caught:
            await transport.send(Request(method, "/things"), timeout_s=5)
        await transport.aclose()
    assert caught.value.sent
    assert len(asked) == 1


async def test_a_name_that_nobody_knows_means_not_sent(kind: Kind) -> None:
    transport = kind("http://nobody.invalid")
    with pytest.raises(Unreachable, match=r"nobody\.invalid") as caught:
        await transport.send(Request("POST", "/things"), timeout_s=5)
    await transport.aclose()
    assert not caught.value.sent


async def test_no_secure_connection_means_not_sent(kind: Kind) -> None:
    async with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as (address, _):
        transport = kind(address.replace("http:", "https:"))
        with pytest.raises(Unreachable) as caught:
            await transport.send(Request("POST", "/things"), timeout_s=10)
        await transport.aclose()
    assert not caught.value.sent


async def test_a_request_that_is_given_up_leaves_the_transport_usable(kind: Kind) -> None:
    responder = Scripted(Answer(Response(200), delay_s=5))
    async with served(responder) as address:
        transport = kind(address)
        asking = asyncio.ensure_future(transport.send(Request("GET", "/slow"), timeout_s=9))
        while not responder.asked:  # noqa: ASYNC110 - the server is nobody who could tell
            await asyncio.sleep(0.01)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        responder.says = Answer(Response(204))
        answer = await transport.send(Request("GET", "/things"), timeout_s=5)
        await transport.aclose()
    assert (answer.status, len(responder.asked)) == (204, 2)


async def test_headers_of_one_name_are_joined_and_no_cookie_is_kept(kind: Kind) -> None:
    said = b"HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nSet-Cookie: a=b\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
    async with answering(said) as (address, asked):
        transport = kind(address)
        for _ in range(2):
            answer = await transport.send(Request("POST", "/things"), timeout_s=5)
        await transport.aclose()
    assert (answer.headers["x-a"], answer.body) == ("1, 2", b"ok")
    assert b"cookie" not in asked[1].lower()
    assert b"content-length: 0" in asked[1].lower()


async def test_proxies_of_the_surroundings_are_not_used(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with served(Scripted()) as address:
        transport = kind(address)
        assert (await transport.send(Request("GET", "/things"), timeout_s=5)).status == 200
        await transport.aclose()


@pytest.mark.parametrize("path", ["/things/../secrets", "/things/.", "/things/%2e%2E/secrets", "/things\\x"])
async def test_an_address_that_would_be_tidied_up_is_not_asked_for(path: str) -> None:
    responder = Scripted()
    async with served(responder) as address:
        transport = FastTransport(address)
        with pytest.raises(Unreachable, match="cannot stand in an address") as caught:
            await transport.send(Request("DELETE", path), timeout_s=5)
        await transport.aclose()
    assert (caught.value.sent, responder.asked) == (False, [])
