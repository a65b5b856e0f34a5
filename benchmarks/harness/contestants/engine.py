"""The engine as in production: learned profiles, HTTP peers over sockets, a ledger in a file, the history on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from benchmarks.harness.contest import Course
from benchmarks.harness.meter import Measured, Work, metered
from benchmarks.harness.systems import DOCUMENT, profiles

from interlock.adapters.clocks import SystemClock
from interlock.adapters.ledger import SqliteLedger
from interlock.adapters.transports.choosing import transport_to
from interlock.adapters.transports.socket import SocketTransport
from interlock.document import read
from interlock.journeys.running import Silent
from interlock.mapping import compile_record
from interlock.model.environment import Environment
from interlock.model.http import Request
from interlock.model.peer import Peer
from interlock.model.secret import Credential, Secret
from interlock.model.value import Side
from interlock.peers import HttpPeer
from interlock.sync import Integration

TITLE = "interlock"
WORKS = (Work.SINGLE, Work.BULK)

_LEVELS = ("OFF", "NORMAL", "FULL", "EXTRA")
_A_DAY = timedelta(hours=25)
_A_WHILE = timedelta(minutes=4)


class MovedClock(SystemClock):
    """The clock on the wall, ahead by as much as is wanted: so that a day need not be waited for."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        """This moment, moved."""
        return super().now() + self.ahead


class Track:
    """An integration of the two systems, with its ledger in the folder of the course."""

    def __init__(self, course: Course, work: Work, *, fast: bool = False) -> None:
        self.course = course
        self.clock = MovedClock()
        self.transport = SocketTransport(course.url)
        reading = read(DOCUMENT, "clients.interlock.md")
        row = reading.document.records[0]
        known = profiles(bulk=work is Work.BULK)
        left, right = known[0].record("clients"), known[1].record("accounts")
        assert left is not None
        assert right is not None
        compiled = compile_record(row, left, right, (), "clients.interlock.md")
        assert not compiled.findings, compiled.findings
        credential = Credential({"token": Secret("x")})
        self.peers: dict[Side, Peer] = {
            side: HttpPeer(profile, transport_to(course.url, fast=fast), self.clock, credential)
            for side, profile in zip(Side, known, strict=True)
        }
        self.ledger = SqliteLedger(str(course.folder / "ledger.db"), "bench")
        environment = Environment("bench", "sandbox", "ledger.db", {})
        self.integration = Integration(
            reading.document, {row.name: compiled.mapping}, self.peers, self.ledger, self.clock, Silent(), environment
        )

    async def told(self, path: str, **asked: object) -> int:
        """What the service says to something that only the benchmark asks of it."""
        query = tuple((name, str(value)) for name, value in asked.items())
        return int((await self.transport.send(Request("POST", path, query), timeout_s=60)).body)

    async def pass_time(self, span: timedelta) -> None:
        """Move both clocks."""
        self.clock.ahead += span
        await self.told("/_clock", ahead_s=span.total_seconds())

    def durability(self) -> str:
        """How the ledger keeps what it is told, as its own connection says."""
        db = self.ledger._db  # noqa: SLF001 - what is in force is asked of the connection that is in use
        mode, level, size = (
            db.execute(f"PRAGMA {one}").fetchone()[0] for one in ("journal_mode", "synchronous", "page_size")
        )
        lines, unlinked = db.execute("SELECT count(*), sum(length(chain) = 0) FROM history").fetchone()
        chain = f"history of {lines:,} lines" + (", chained" if lines and not unlinked else ", not chained")
        return f"journal {mode}, synchronous {_LEVELS[level]}, pages of {size:,} bytes; {chain}"

    async def aclose(self) -> None:
        """Let go of all."""
        for peer in self.peers.values():
            await peer.aclose()
        await self.transport.aclose()
        self.ledger.close()


async def measure(work: Work, course: Course) -> AsyncIterator[Measured]:
    """What the engine measures with its usual transport."""
    async for measured in measured_on(Track(course, work), work):
        yield measured


async def measured_on(track: Track, work: Work) -> AsyncIterator[Measured]:
    """A first run, then one with nothing new, the same asked by filter, and both with 1 % changed."""
    course = track.course
    try:
        yield await _cycle(track, work, course.records, writes=course.records)
        assert await track.told("/_count") == course.records
        await track.pass_time(_A_DAY)
        yield await _cycle(track, Work.QUIET, 2 * course.records, writes=0)
        await track.pass_time(_A_WHILE)
        yield await _cycle(track, Work.IDLE, 1, writes=0)
        await track.pass_time(_A_DAY)
        changed = await track.told("/_change", every=100)
        yield await _cycle(track, Work.CHANGED, 2 * course.records, writes=changed)
        await track.pass_time(_A_WHILE)
        changed = await track.told("/_change", every=100)
        yield await _cycle(track, Work.POLL, changed, writes=changed)
    finally:
        await track.aclose()


async def _cycle(track: Track, work: Work, records: int, *, writes: int) -> Measured:
    with metered(work, records) as measured:
        report = await track.integration.cycle()
    assert report.writes == writes, (work, report.writes, report.tally, report.unread, report.paused)
    ledger = track.course.folder / "ledger.db"
    measured.notes["ledger MB"] = f"{sum(one.stat().st_size for one in ledger.parent.iterdir()) / 1e6:,.0f}"
    if writes:
        measured.durability = track.durability()
    return measured
