"""A sandbox at a real address: the same answers as in process, and the same silence."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from io import BytesIO

import aiohttp
import pytest
from tests.sandbox.helpers import DESK, SIGNED, HandClock, sandbox

from interlock.adapters.sandbox_server import SandboxServer
from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.transports.socket import SocketTransport
from interlock.errors import InterlockError, Unreachable
from interlock.model.http import Answer, Request, Transport
from interlock.sandbox import Sandbox

_READ = Request("GET", "/tickets", (("limit", "2"), ("modified[gte]", "2026-01-01T00:00:00+01:00")), SIGNED["desk"])
_WRITE = Request("POST", "/tickets", (), SIGNED["desk"], '{"subject":"Ä","reporter":{"name":"Ann"}}'.encode())


@asynccontextmanager
async def _in_process(made: Sandbox) -> AsyncIterator[Transport]:
    yield InProcessTransport(made)


@asynccontextmanager
async def _served(made: Sandbox) -> AsyncIterator[Transport]:
    async with SandboxServer(made) as server:
        transport = SocketTransport(server.address)
        yield transport
        await transport.aclose()


Opened = Callable[[Sandbox], AbstractAsyncContextManager[Transport]]
both = pytest.mark.parametrize("opened", [_in_process, _served])


@both
async def test_the_answer_is_what_the_sandbox_says(opened: Opened) -> None:
    made, same = sandbox(DESK), sandbox(DESK)
    for one in (made, same):
        one.populate("tickets", 5)
    async with opened(made) as transport:
        for request in (_READ, _WRITE, Request("GET", "/tickets/a%2Fb", (), SIGNED["desk"])):
            answer, wanted = await transport.send(request, timeout_s=5), same.respond(request)
            assert (answer.status, answer.body) == (wanted.status, wanted.body)
            assert wanted.headers.items() <= answer.headers.items()


@both
@pytest.mark.parametrize("fault", ["lose_answers", "drop"])
async def test_no_answer_is_unreachable_with_the_effect_in_doubt(opened: Opened, fault: str) -> None:
    made = sandbox(DESK)
    getattr(made.faults, fault)(times=1)
    async with opened(made) as transport:
        with pytest.raises(Unreachable) as raised:
            await transport.send(_WRITE, timeout_s=5)
        assert raised.value.sent
        assert len(made.store.items("tickets")) == (1 if fault == "lose_answers" else 0)
        assert len(made.log) == 1
        assert (await transport.send(_READ, timeout_s=5)).status == 200


@both
async def test_an_answer_that_takes_too_long_is_unreachable(opened: Opened) -> None:
    made = sandbox(DESK)
    made.faults.slow(0.3, times=1)
    async with opened(made) as transport:
        with pytest.raises(Unreachable) as raised:
            await transport.send(_WRITE, timeout_s=0.05)
    assert raised.value.sent


async def test_down_in_process_was_never_sent() -> None:
    made = sandbox(DESK)
    made.faults.down()
    with pytest.raises(Unreachable) as raised:
        await InProcessTransport(made).send(_WRITE, timeout_s=5)
    assert not raised.value.sent


async def test_delays_pass_on_the_clock_that_is_given() -> None:
    clock = HandClock()
    made = sandbox(DESK, clock)
    made.faults.slow(20, times=2)
    transport, before = InProcessTransport(made, clock), clock.at
    assert (await transport.send(_READ, timeout_s=30)).status == 200
    with pytest.raises(Unreachable):
        await transport.send(_READ, timeout_s=10)
    assert (clock.at - before).total_seconds() == 30


async def test_every_request_is_told_of() -> None:
    heard: list[tuple[Request, Answer]] = []
    async with SandboxServer(
        sandbox(DESK), on_access=lambda request, answer: heard.append((request, answer))
    ) as server:
        transport = SocketTransport(server.address)
        await transport.send(_READ, timeout_s=5)
        await transport.aclose()
    request, answer = heard[0]
    assert (request.method, request.path, request.query) == ("GET", "/tickets", _READ.query)
    assert answer.response is not None
    assert answer.response.status == 200


async def test_a_taken_port_is_said() -> None:
    async with SandboxServer(sandbox(DESK)) as server:
        port = int(server.address.rsplit(":", 1)[1])
        with pytest.raises(InterlockError) as raised:
            await SandboxServer(sandbox(DESK), port=port).start()
    assert raised.value.message == f"cannot listen at port {port}: another program listens there"
    assert "--port" in raised.value.hint
    with pytest.raises(InterlockError, match="cannot listen at port 99999"):
        await SandboxServer(sandbox(DESK), port=99_999).start()


async def test_it_starts_again_after_it_was_stopped() -> None:
    server = SandboxServer(sandbox(DESK))
    first = await server.start()
    await server.stop()
    await server.stop()
    assert server.address == ""
    transport = SocketTransport(first)
    with pytest.raises(Unreachable) as raised:
        await transport.send(_READ, timeout_s=5)
    assert not raised.value.sent
    await transport.aclose()
    assert await server.start()
    await server.stop()


async def test_a_body_larger_than_any_real_one_is_refused_while_it_comes() -> None:
    made = sandbox(DESK)
    async with (
        SandboxServer(made) as server,
        aiohttp.ClientSession() as session,
        session.post(f"{server.address}/tickets", data=BytesIO(b"x" * 7_000_000)) as answer,
    ):
        assert answer.status == 413
    assert made.log == []


async def test_many_at_once_are_all_answered() -> None:
    made = sandbox(DESK)
    async with _served(made) as transport:
        answers = await asyncio.gather(*(transport.send(_WRITE, timeout_s=10) for _ in range(50)))
    assert {answer.status for answer in answers} == {201}
    assert len(made.store.items("tickets")) == 50


async def test_an_address_of_any_length_is_answered_by_the_sandbox() -> None:
    async with SandboxServer(sandbox(DESK)) as server, aiohttp.ClientSession() as session:
        for path in (f"/tickets/{'x' * 300_000}", f"/tickets?since={'x' * 300_000}"):
            async with session.get(server.address + path, headers=dict(SIGNED["desk"])) as response:
                assert response.content_type != "text/plain"
                assert isinstance(await response.json(content_type=None), dict | list)
