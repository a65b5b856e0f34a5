"""The fixed fast limit: pyreqwest and orjson. It keeps a slow client from flattering the engine's ratio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson
from benchmarks.harness.contest import Course
from benchmarks.harness.meter import Measured, Work, metered
from benchmarks.harness.systems import PAGE
from pyreqwest.client import ClientBuilder

TITLE = "fixed limit, pyreqwest"
WORKS = (Work.READ, Work.SINGLE, Work.BULK)

AHEAD = 4
AT_ONCE = 16

_FIELDS = ("mail", "last", "limit_cents", "currency", "since", "note", "level", "city", "history")


async def measure(work: Work, course: Course) -> AsyncIterator[Measured]:
    """Read all pages; write them if asked to."""
    async with ClientBuilder().max_connections(64).build() as client:
        with metered(work, course.records) as measured:
            await _all(client, work, course)
        yield measured


async def _all(client: Any, work: Work, course: Course) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def page(start: int) -> list[dict[str, object]]:
        answer = await client.get(f"{course.url}/clients?limit={PAGE}&cursor={start}").build().send()
        found: list[dict[str, object]] = orjson.loads(bytes(await answer.bytes()))["data"]
        return found

    async def post(path: str, body: object, key: str) -> None:
        async with gate:
            asked = client.post(f"{course.url}{path}").headers(
                {"content-type": "application/json", "idempotency-key": key}
            )
            answer = await asked.body_bytes(orjson.dumps(body)).build().send()
            assert answer.status == 201
            orjson.loads(bytes(await answer.bytes()))

    for start in range(0, course.records, AHEAD * PAGE):
        starts = range(start, min(start + AHEAD * PAGE, course.records), PAGE)
        pages = await asyncio.gather(*(page(one) for one in starts))
        if work is Work.SINGLE:
            bodies = [{name: item[name] for name in _FIELDS} for items in pages for item in items]
            await asyncio.gather(*(post("/accounts", body, f"{start}-{n}") for n, body in enumerate(bodies)))
        elif work is Work.BULK:
            lists = [[{name: item[name] for name in _FIELDS} for item in items] for items in pages]
            await asyncio.gather(*(post("/accounts/batch", one, f"{start}-{n}") for n, one in enumerate(lists)))
