"""Subscriptions of a run: looked after while it runs, taken back when its environment is retired."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from tests.journeys.listening import Standing, standing, until
from tests.sync.helpers import FakeClock

from interlock.adapters.clocks import SystemClock
from interlock.journeys.connect import opened
from interlock.journeys.doors import ways
from interlock.journeys.registering import Registrar, end_subscriptions
from interlock.journeys.running import Silent
from interlock.journeys.subscribing import remembered
from interlock.model.hearing import Hearing
from interlock.model.value import Side
from interlock.sandbox.faults import Fault, FaultKind


async def _look_after(world: Standing, *steps: tuple[int, Hearing]) -> list[str]:
    """What a registrar says that looks after the subscriptions after so many minutes each, with what was heard then."""
    clock, said = FakeClock(SystemClock().now()), list[str]()
    environment = world.project.environment()
    async with opened(world.project, environment, clock=SystemClock(), alerts_of=lambda _: Silent()) as run:
        doors = ways(world.project, environment, run.ledger)
        registrar = Registrar(world.project, environment, run, clock, doors, said.append)
        for minutes, hearing in steps:
            clock.time += timedelta(minutes=minutes)
            await registrar.look_after({Side.LEFT: hearing, Side.RIGHT: Hearing()})
    return said


def _listed(*changes: int) -> tuple[tuple[int, Hearing], ...]:
    """So many changes were found by lists alone: at the start, and then after each 50 minutes."""
    return tuple((50 if n else 0, Hearing(listed=listed)) for n, listed in enumerate(changes))


@pytest.mark.parametrize(
    ("changes", "anew"),
    [((0, 0, 6, 6), True), ((0, 0, 4, 4), False), ((9, 9, 9, 9), False), ((0, 0, 6), False)],
    ids=["many changes", "a few changes", "no new changes", "not for long"],
)
async def test_where_nothing_comes_though_there_are_changes_it_subscribes_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: tuple[int, ...], anew: bool
) -> None:
    async with standing(tmp_path, monkeypatch) as world:
        said = await _look_after(world, *_listed(*changes))
        assert any("no webhook of Storefront came for long" in one for one in said) is anew
        # The example's shop cannot take subscriptions back.
        assert len(world.left.webhooks.subscribers()) == (2 if anew else 1)


async def test_one_that_came_lately_is_a_sign_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with standing(tmp_path, monkeypatch) as world:
        began = SystemClock().now()
        heard = [
            (50 if n else 0, Hearing(listed=9 * n, last_at=began + timedelta(minutes=50 * n - 1))) for n in range(5)
        ]
        assert not any("anew" in one for one in await _look_after(world, *heard))


async def test_a_system_that_refuses_is_asked_again_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with standing(tmp_path, monkeypatch) as world:
        world.left.faults.add(Fault(FaultKind.STATUS, status=403, times=2))
        said = await _look_after(world, *((minutes, Hearing()) for minutes in (0, 5, 6, 11)))
        assert len(world.left.webhooks.subscribers()) == 1
        assert sum("no subscription to the events of Storefront yet" in one for one in said) == 2


async def test_a_retired_environment_has_no_subscription(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with standing(tmp_path, monkeypatch) as world:
        async with world.listening():
            await until(world.is_subscribed)
        (left,) = await end_subscriptions(world.project)
        assert left == "take back by hand what Storefront does not let us: subscription 1"
        with closing(world.ledger()) as ledger:
            assert remembered(ledger, Side.LEFT) is None
        asked = len(world.left.log)
        assert await end_subscriptions(world.project) == ()
        assert len(world.left.log) == asked
