"""The raw limit: aiohttp, which is the engine's client, reads and writes; no mapping, no ledger, no decision."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import orjson
from benchmarks.harness.contest import Course
from benchmarks.harness.meter import Measured, Work, metered
from benchmarks.harness.systems import PAGE

TITLE = "raw limit, aiohttp"
WORKS = (Work.READ, Work.SINGLE, Work.BULK)

AHEAD = 4
"""So many pages are asked for at once, which only works where addresses of pages can be guessed."""

AT_ONCE = 16

FIELDS = ("mail", "last", "limit_cents", "currency", "since", "note", "level", "city", "history")


def headers_for(key: str) -> dict[str, str]:
    """Those of a write."""
    return {"Content-Type": "application/json", "Idempotency-Key": key}


async def measure(work: Work, course: Course) -> AsyncIterator[Measured]:
    """Read all pages; write them if asked to."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, headers={"Authorization": "Bearer x"}) as session:
        with metered(work, course.records) as measured:
            await _all(session, work, course)
        yield measured


async def _all(session: aiohttp.ClientSession, work: Work, course: Course) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def page(start: int) -> list[dict[str, object]]:
        async with session.get(f"{course.url}/clients?limit={PAGE}&cursor={start}") as answer:
            found: list[dict[str, object]] = orjson.loads(await answer.read())["data"]
            return found

    async def post(path: str, body: object, key: str) -> None:
        async with (
            gate,
            session.post(f"{course.url}{path}", data=orjson.dumps(body), headers=headers_for(key)) as answer,
        ):
            assert answer.status == 201
            orjson.loads(await answer.read())

    for start in range(0, course.records, AHEAD * PAGE):
        starts = range(start, min(start + AHEAD * PAGE, course.records), PAGE)
        pages = await asyncio.gather(*(page(one) for one in starts))
        if work is Work.SINGLE:
            bodies = [{name: item[name] for name in FIELDS} for items in pages for item in items]
            await asyncio.gather(*(post("/accounts", body, f"{start}-{n}") for n, body in enumerate(bodies)))
        elif work is Work.BULK:
            lists = [[{name: item[name] for name in FIELDS} for item in items] for items in pages]
            await asyncio.gather(*(post("/accounts/batch", one, f"{start}-{n}") for n, one in enumerate(lists)))
