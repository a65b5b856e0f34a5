"""Several processes ask one system: together they keep to its limit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.adapters.ledgers import KINDS, Place, place_of

from interlock.adapters.ledger.turns import LedgerTurns
from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.model.profile import RateLimit
from interlock.peers.pace import Pace

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with closing(place_of(request, tmp_path)) as one:
        yield one


@pytest.mark.parametrize(("rate", "limit"), [(5.0, None), (0.5, None), (None, RateLimit(600, 60))])
def test_together_they_keep_to_the_limit(rate: float | None, limit: RateLimit | None, place: Place) -> None:
    asked: list[datetime] = []

    async def run(clock: VirtualClock) -> None:
        paces = [Pace(clock, requests_per_s=rate, limit=limit) for _ in range(3)]
        for pace in paces:
            pace.shared = LedgerTurns(place.open(), "Shop")

        async def process(pace: Pace, pause_s: float) -> None:
            for n in range(30):
                await pace.turn()
                asked.append(clock.now())
                if n % 10 == 9:
                    await clock.sleep(pause_s)

        await asyncio.gather(*(process(pace, 3.0 * n) for n, pace in enumerate(paces)))

    run_virtual(run, start=START)
    allowed = rate or 10
    asked.sort()
    assert len(asked) == 90
    for n, moment in enumerate(asked):
        within = sum(moment <= one < moment + timedelta(seconds=10) for one in asked[n:])
        assert within <= 10 * allowed + 3, moment
    assert asked[-1] - START < timedelta(seconds=90 / allowed * 1.5 + 20)


def test_what_one_is_told_to_wait_for_the_others_wait_for_too(place: Place) -> None:
    async def run(clock: VirtualClock) -> None:
        one, other = (Pace(clock, requests_per_s=5, limit=None) for _ in range(2))
        one.shared, other.shared = LedgerTurns(place.open(), "Shop"), LedgerTurns(place.open(), "Shop")
        await one.turn()
        one.hold(30)
        await other.turn()
        assert clock.now() >= START + timedelta(seconds=30)

    run_virtual(run, start=START)
