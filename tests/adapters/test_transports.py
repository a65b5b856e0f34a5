"""Every transport carries the same requests in the same way."""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from tests.adapters.helpers import Scripted, served

from interlock.adapters.sandbox_server import SandboxServer
from interlock.adapters.transports.choosing import transport_to
from interlock.adapters.transports.fast import FastTransport
from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.transports.socket import SocketTransport
from interlock.errors import SettingsError, Unreachable
from interlock.model.http import Answer, Request, Response, Transport


@asynccontextmanager
async def _socket(responder: Scripted) -> AsyncIterator[Transport]:
    async with served(responder) as address:
        transport = SocketTransport(address)
        yield transport
        await transport.aclose()


@asynccontextmanager
async def _fast_socket(responder: Scripted) -> AsyncIterator[Transport]:
    async with served(responder) as address:
        transport = FastTransport(address)
        yield transport
        await transport.aclose()


@asynccontextmanager
async def _in_process(responder: Scripted) -> AsyncIterator[Transport]:
    transport = InProcessTransport(responder)
    yield transport
    await transport.aclose()


@asynccontextmanager
async def _served_sandbox(responder: Scripted) -> AsyncIterator[Transport]:
    async with SandboxServer(responder) as server:
        transport = SocketTransport(server.address)
        yield transport
        await transport.aclose()


KINDS = {
    "in process": _in_process,
    "socket": _socket,
    "fast socket": _fast_socket,
    "socket to the sandbox server": _served_sandbox,
}
Opened = Callable[[Scripted], AbstractAsyncContextManager[Transport]]


@pytest.fixture(params=sorted(KINDS))
def opened(request: pytest.FixtureRequest) -> Opened:
    return KINDS[request.param]


async def test_a_request_arrives_as_it_was_made(opened: Opened) -> None:
    responder = Scripted()
    request = Request(
        "POST",
        "/things/a%2Fb",
        (("filter[gte]", "2026-01-01T00:00:00+01:00"), ("tag", "ä & b"), ("tag", "")),
        {"x-key": "1"},
        b'{"a": "\xc3\xa4"}',
    )
    async with opened(responder) as transport:
        await transport.send(request, timeout_s=5)
    arrived = responder.asked[0]
    assert (arrived.method, arrived.path, arrived.query, arrived.body) == (
        request.method,
        request.path,
        request.query,
        request.body,
    )
    assert arrived.headers["x-key"] == "1"


async def test_an_answer_comes_back_as_it_was_given(opened: Opened) -> None:
    responder = Scripted(Answer(Response(422, {"x-left": "3", "content-type": "application/json"}, b'{"e": 1}')))
    async with opened(responder) as transport:
        answer = await transport.send(Request("GET", "/things"), timeout_s=5)
    assert (answer.status, answer.headers["x-left"], answer.body) == (422, "3", b'{"e": 1}')


async def test_a_lost_answer_leaves_the_effect_in_doubt(opened: Opened) -> None:
    responder = Scripted(Answer(None, sent=True))
    async with opened(responder) as transport:
        with pytest.raises(Unreachable) as caught:
            await transport.send(Request("POST", "/things"), timeout_s=5)
    assert caught.value.sent
    assert len(responder.asked) == 1


async def test_a_slow_answer_leaves_the_effect_in_doubt(opened: Opened) -> None:
    responder = Scripted(Answer(Response(200), delay_s=0.4))
    async with opened(responder) as transport:
        with pytest.raises(Unreachable) as caught:
            await transport.send(Request("POST", "/things"), timeout_s=0.1)
    assert caught.value.sent
    assert len(responder.asked) == 1


async def test_a_transport_is_used_many_times(opened: Opened) -> None:
    responder = Scripted()
    async with opened(responder) as transport:
        for number in range(20):
            await transport.send(Request("GET", f"/things/{number}"), timeout_s=5)
    assert [request.path for request in responder.asked] == [f"/things/{number}" for number in range(20)]


async def test_closing_twice_does_no_harm(opened: Opened) -> None:
    async with opened(Scripted()) as transport:
        await transport.send(Request("GET", "/things"), timeout_s=5)
        await transport.aclose()
        await transport.aclose()


def test_the_fast_transport_is_used_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(transport_to("https://api.example.com/", fast=True), FastTransport)
    assert isinstance(transport_to("https://api.example.com/", fast=False), SocketTransport)
    monkeypatch.setitem(sys.modules, "interlock.adapters.transports.fast", None)
    with pytest.raises(SettingsError, match="pyreqwest"):
        transport_to("https://api.example.com/", fast=True)
