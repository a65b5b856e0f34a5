"""What listens: bounded, quick, and silent about what goes wrong inside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from interlock.adapters import listener
from interlock.adapters.listener import Listener, address_of
from interlock.errors import InterlockError, UsageError
from interlock.model.http import Request, Response


async def _echo(request: Request) -> Response:
    return Response(200, {"content-type": "text/plain"}, request.body or request.headers.get("x-one", "").encode())


async def _broken(_request: Request) -> Response:
    raise RuntimeError("a secret of the inside")


ROUTES = {("GET", "/health"): _echo, ("POST", "/hook"): _echo, ("GET", "/broken"): _broken}


async def test_it_answers_by_method_and_path() -> None:
    async with Listener("127.0.0.1", 0, ROUTES) as one, aiohttp.ClientSession() as session:
        async with session.post(f"{one.address}/hook", data=b"\xff\x00") as answer:
            assert (answer.status, await answer.read()) == (200, b"\xff\x00")
        async with session.get(f"{one.address}/health", headers=[("X-One", "a"), ("X-One", "b")]) as answer:
            assert await answer.text() == "a, b"
        async with session.head(f"{one.address}/health") as answer:
            assert answer.status == 200
        for method, path in (("GET", "/hook"), ("POST", "/health"), ("GET", "/health/.."), ("GET", "/")):
            async with session.request(method, f"{one.address}{path}") as answer:
                assert answer.status == 404


async def test_nobody_outside_learns_what_went_wrong_inside() -> None:
    heard: list[Exception] = []
    async with Listener("127.0.0.1", 0, ROUTES, failed=heard.append) as one, aiohttp.ClientSession() as session:
        async with session.get(f"{one.address}/broken") as answer:
            assert (answer.status, await answer.text()) == (500, "that went wrong\n")
        assert [str(problem) for problem in heard] == ["a secret of the inside"]


async def test_a_body_that_is_too_large_is_refused_also_when_nobody_says_how_large_it_is() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b"x" * 100_000

    async with Listener("127.0.0.1", 0, ROUTES) as one, aiohttp.ClientSession() as session:
        async with session.post(f"{one.address}/hook", data=b"x" * (listener.LARGEST_BODY + 1)) as answer:
            assert answer.status == 413
        try:
            async with session.post(f"{one.address}/hook", data=pieces()) as answer:
                assert answer.status == 413
        except aiohttp.ClientError:
            pass  # it hung up before all was sent, which says the same


async def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "_BODY_WITHIN_S", 0.2)
    async with Listener("127.0.0.1", 0, ROUTES) as one:
        host, port = one.address.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST /hook HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc")
        assert b" 408 " in await asyncio.wait_for(reader.readline(), 3)
        writer.close()


async def test_who_comes_while_it_is_full_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "_MOST_IN_HAND", 1)
    go_on = asyncio.Event()

    async def slow(_request: Request) -> Response:
        await go_on.wait()
        return Response(200)

    async with Listener("127.0.0.1", 0, {("GET", "/"): slow}) as one, aiohttp.ClientSession() as session:
        first = asyncio.ensure_future(session.get(one.address))
        await asyncio.sleep(0.1)
        async with session.get(one.address) as answer:
            assert (answer.status, answer.headers["retry-after"]) == (503, "5")
        go_on.set()
        async with await first as answer:
            assert answer.status == 200


async def test_a_place_that_is_taken_is_named() -> None:
    async with Listener("127.0.0.1", 0, ROUTES) as one:
        port = int(one.address.rsplit(":", 1)[1])
        with pytest.raises(InterlockError, match=f"cannot listen at 127.0.0.1:{port}: another program listens there"):
            await Listener("127.0.0.1", port, ROUTES).start()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.0.0.1:80", ("10.0.0.1", 80)),
        (":8480", ("127.0.0.1", 8480)),
        ("8480", ("127.0.0.1", 8480)),
        ("[::1]:1", ("::1", 1)),
    ],
)
def test_addresses(text: str, expected: tuple[str, int]) -> None:
    assert address_of(text) == expected


@pytest.mark.parametrize("text", ["", "here", "a:b", ":99999", "1.2.3.4:-1", "1.2.3.4:٣"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no address to listen at"):
        address_of(text)
