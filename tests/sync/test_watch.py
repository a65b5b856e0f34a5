"""Watching looks at each record as often as written, and ends when told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from tests.sync.helpers import START, World

from interlock.model.decisions import Frequency
from interlock.model.plan import CycleReport
from interlock.sync.watch import ended, next_look

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (None, NOON + timedelta(minutes=1)),
        (Frequency(at_once=True), NOON + timedelta(minutes=1)),
        (Frequency(every=timedelta(minutes=5)), NOON + timedelta(minutes=5)),
        (Frequency(at=time(13, 30), zone="Europe/Berlin"), datetime(2026, 3, 2, 12, 30, tzinfo=UTC)),
        (Frequency(at=time(12, 30), zone="Europe/Berlin"), datetime(2026, 3, 3, 11, 30, tzinfo=UTC)),
    ],
)
def test_next_look(frequency: Frequency | None, expected: datetime) -> None:
    assert next_look(frequency, NOON) == expected


async def test_it_watches_until_told_to_stop(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    stop = asyncio.Event()
    seen: list[int] = []

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(0)
        world.clock.time += timedelta(seconds=seconds)
        seen.append(len(world.right.live("partners")))
        if len(seen) == 3:
            world.left.add("contacts", email="a@x.example", name="Ann")
        if len(seen) == 8:
            stop.set()
            await asyncio.sleep(10)

    world.clock.sleep = sleep  # type: ignore[method-assign]
    told: list[CycleReport] = []
    await asyncio.wait_for(world.integration.watch(stop, told=told.append), 5)
    assert [report.writes for report in told] == [0, 0, 0, 1, 0, 0, 0, 0]
    assert seen == [0, 0, 0, 1, 1, 1, 1, 1]
    assert world.clock.now() - START >= timedelta(minutes=7)
    await world.integration.cycle()


async def test_it_goes_on_while_a_system_is_down(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", name="Ann")
    world.right.down = True
    stop = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(0)
        world.clock.time += timedelta(seconds=seconds)
        world.right.down = world.clock.now() - START < timedelta(minutes=30)
        if world.clock.now() - START > timedelta(minutes=33):
            stop.set()

    world.clock.sleep = sleep  # type: ignore[method-assign]
    await asyncio.wait_for(world.integration.watch(stop), 10)
    assert len(world.right.live("partners")) == 1
    assert world.alerts.kinds() == ["system down"]


async def test_who_waits_for_work_to_be_broken_off_can_be_cancelled_itself() -> None:
    async def slow_to_end() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.05)

    stop = asyncio.Event()
    waiting = asyncio.ensure_future(ended(asyncio.ensure_future(slow_to_end()), stop))
    await asyncio.sleep(0.01)
    stop.set()
    await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
