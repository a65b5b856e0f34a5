"""The least that is kept of each create by a program that still finds out after a crash what became of it.

The raw client with a database beside it, as durable as the engine's: each item as it was read, each request before it is
sent, and of each answer one row with both ids, what both sides show and a line of a history in a chain. There is no
mapping, no decision, no comparison, and no index but those of the ids. What it takes beyond the raw limit, any design
with these guarantees takes on the same client.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from typing import Any

import aiohttp
import orjson
from benchmarks.harness.contest import Course
from benchmarks.harness.contestants.raw import AHEAD, AT_ONCE, FIELDS, headers_for
from benchmarks.harness.meter import Measured, Work, metered
from benchmarks.harness.systems import PAGE

TITLE = "least that is durable"
WORKS = (Work.SINGLE, Work.BULK)

_TABLES = """
PRAGMA page_size = 8192;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 4000;
CREATE TABLE item (id TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE note (n INTEGER PRIMARY KEY, requests BLOB NOT NULL);
CREATE TABLE pair (
  n INTEGER PRIMARY KEY, one TEXT UNIQUE NOT NULL, other TEXT UNIQUE NOT NULL, body BLOB NOT NULL, told BLOB NOT NULL,
  salt BLOB NOT NULL, chain BLOB NOT NULL
);
"""

_Items = list[dict[str, Any]]


async def measure(work: Work, course: Course) -> AsyncIterator[Measured]:
    """Read all pages, keep the items, and create each."""
    connector = aiohttp.TCPConnector(limit=0)
    with closing(sqlite3.connect(course.folder / "least.db", isolation_level=None)) as db:
        db.executescript(_TABLES)
        async with aiohttp.ClientSession(connector=connector, headers={"Authorization": "Bearer x"}) as session:
            with metered(work, course.records) as measured:
                least = _Least(session, db, course, work)
                for start in range(0, course.records, AT_ONCE * PAGE):
                    await least.batch(start, min(start + AT_ONCE * PAGE, course.records))
            measured.notes["ledger MB"] = f"{sum(one.stat().st_size for one in course.folder.iterdir()) / 1e6:,.0f}"
            level = db.execute("PRAGMA synchronous").fetchone()[0]
            measured.durability = f"journal WAL, synchronous {('OFF', 'NORMAL', 'FULL', 'EXTRA')[level]}"
            yield measured


class _Least:
    """One run."""

    def __init__(self, session: aiohttp.ClientSession, db: sqlite3.Connection, course: Course, work: Work) -> None:
        self._session = session
        self._db = db
        self._course = course
        self._each = 1 if work is Work.SINGLE else PAGE
        self._path = "/accounts" if work is Work.SINGLE else "/accounts/batch"
        self._chain = b""
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def batch(self, start: int, end: int) -> None:
        """Read these items, keep them, and create them: what is about to be sent is on disk before."""
        items: _Items = []
        for first in range(start, end, AHEAD * PAGE):
            starts = range(first, min(first + AHEAD * PAGE, end), PAGE)
            for page in await asyncio.gather(*map(self._page, starts)):
                items += page
        self._keep("INSERT INTO item VALUES (?, ?)", [(item["id"], orjson.dumps(item)) for item in items])
        bodies = [{name: item[name] for name in FIELDS} for item in items]
        groups = [range(at, min(at + self._each, len(items))) for at in range(0, len(items), self._each)]
        requests = [orjson.dumps(bodies[of[0]] if self._each == 1 else bodies[of.start : of.stop]) for of in groups]
        number = self._db.execute("INSERT INTO note (requests) VALUES (?)", (b"\n".join(requests),)).lastrowid
        answers = await asyncio.gather(*(self._post(one, f"{start}-{n}") for n, one in enumerate(requests)))
        rows = []
        for of, shown in zip(groups, answers, strict=True):
            for at, made in zip(of, shown, strict=True):
                rows.append(self._row(items[at]["id"], made, orjson.dumps(bodies[at])))
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT INTO pair (one, other, body, told, salt, chain) VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._db.execute("DELETE FROM note WHERE n = ?", (number,))
        self._db.execute("COMMIT")

    def _row(self, source: str, made: dict[str, Any], told: bytes) -> tuple[Any, ...]:
        salt = os.urandom(16)
        self._chain = hashlib.sha256(self._chain + salt + told).digest()
        return source, made["id"], orjson.dumps(made), told, salt, self._chain

    def _keep(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany(statement, rows)
        self._db.execute("COMMIT")

    async def _page(self, start: int) -> _Items:
        async with self._session.get(f"{self._course.url}/clients?limit={PAGE}&cursor={start}") as answer:
            found: _Items = orjson.loads(await answer.read())["data"]
            return found

    async def _post(self, body: bytes, key: str) -> _Items:
        url = f"{self._course.url}{self._path}"
        async with self._gate, self._session.post(url, data=body, headers=headers_for(key)) as answer:
            assert answer.status == 201
            shown = orjson.loads(await answer.read())
            return shown if isinstance(shown, list) else [shown]
