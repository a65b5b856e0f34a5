"""What only a socket can do: addresses, redirects, limits, connections that break."""

import socket

import pytest
from tests.adapters.helpers import Scripted, served

from interlock.adapters.transports.socket import SocketTransport
from interlock.errors import SettingsError, Unreachable, Untrusted
from interlock.model.http import Answer, Request, Response


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
def test_an_address_is_http_or_https_with_host_port_and_path_only(address: str) -> None:
    with pytest.raises(SettingsError) as caught:
        SocketTransport(address)
    assert "secret" not in caught.value.message


def test_the_base_path_is_kept() -> None:
    assert SocketTransport("https://api.example.com:8443/v2/").base_url == "https://api.example.com:8443/v2"


async def test_a_request_goes_below_the_base_path() -> None:
    responder = Scripted()
    async with served(responder, base_path="/v2") as address:
        transport = SocketTransport(address)
        await transport.send(Request("GET", "/things/a%2Fb"), timeout_s=5)
        await transport.aclose()
    assert [request.path for request in responder.asked] == ["/things/a%2Fb"]


async def test_a_large_body_arrives_whole() -> None:
    responder = Scripted()
    body = bytes(range(256)) * 2_000
    async with served(responder) as address:
        transport = SocketTransport(address)
        await transport.send(Request("POST", "/things", headers={"content-type": "x/y"}, body=body), timeout_s=5)
        await transport.aclose()
    arrived = responder.asked[0]
    assert (arrived.body == body, arrived.headers["content-type"]) == (True, "x/y")
    assert arrived.headers["content-length"] == str(len(body))


async def test_a_redirect_is_an_answer() -> None:
    responder = Scripted(Answer(Response(302, {"location": "https://elsewhere.example/login"})))
    async with served(responder) as address:
        transport = SocketTransport(address)
        answer = await transport.send(Request("GET", "/things"), timeout_s=5)
        await transport.aclose()
    assert (answer.status, answer.headers["location"]) == (302, "https://elsewhere.example/login")
    assert len(responder.asked) == 1


async def test_an_answer_without_end_is_not_read() -> None:
    responder = Scripted(Answer(Response(200, {}, b"x" * 2_000_000)))
    async with served(responder) as address:
        transport = SocketTransport(address, largest_answer=1_000_000)
        with pytest.raises(Untrusted, match="more than 1 MB"):
            await transport.send(Request("GET", "/things"), timeout_s=5)
        await transport.aclose()


async def test_nobody_there_means_not_sent_and_names_host_and_port() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    transport = SocketTransport(f"http://127.0.0.1:{port}")
    with pytest.raises(Unreachable) as caught:
        await transport.send(Request("POST", "/things"), timeout_s=5)
    await transport.aclose()
    assert not caught.value.sent
    assert f"127.0.0.1:{port}" in caught.value.message
    assert "address right" in caught.value.hint


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_a_kept_connection_that_was_closed_is_not_tried_again(method: str) -> None:
    """Every write is on the wire once, also where the library would send it again."""
    responder = Scripted()
    async with served(responder) as address:
        transport = SocketTransport(address)
        await transport.send(Request("GET", "/warm"), timeout_s=5)
        responder.says = Answer(None)
        with pytest.raises(Unreachable) as caught:
            await transport.send(Request(method, "/things"), timeout_s=5)
        await transport.aclose()
    assert caught.value.sent
    assert [request.path for request in responder.asked] == ["/warm", "/things"]


async def test_a_header_that_would_break_out_is_not_sent() -> None:
    responder = Scripted()
    async with served(responder) as address:
        transport = SocketTransport(address)
        with pytest.raises(Unreachable) as caught:
            await transport.send(Request("GET", "/things", headers={"x-key": "a\r\nx-evil: 1"}), timeout_s=5)
        await transport.aclose()
    assert not caught.value.sent
    assert responder.asked == []
