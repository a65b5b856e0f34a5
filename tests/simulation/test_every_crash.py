"""The process dies at every boundary of a create, an update and a delete, whatever the system offers to find out."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from tests.simulation.disk import Crash
from tests.simulation.draws import Manner, Traits
from tests.simulation.ending import rest
from tests.simulation.people import People
from tests.simulation.script import Script
from tests.simulation.story import START, Play
from tests.simulation.words import Words
from tests.simulation.world import Setting, World

from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.model.value import Side

REGIMES = {
    "keys": (Traits(keys=True), Manner()),
    "unique and found": (Traits(unique=True, finds=True), Manner()),
    "found late": (Traits(finds=True), Manner(lag_s=30.0)),
    "nothing but lists": (Traits(since=False), Manner()),
    "nothing but lists, nothing answered": (Traits(since=False, answers=False, deletes="flag"), Manner(lag_s=15.0)),
}
_MOST = 400


def _create(_people: People) -> None:
    """It was made before."""


def _update(people: People) -> None:
    people.change(people.oracle.things[0], Side.LEFT, {"phone": people.value("phone")})


def _delete(people: People) -> None:
    people.remove(people.oracle.things[0], Side.LEFT)


@pytest.mark.parametrize("act", [_create, _update, _delete], ids=["create", "update", "delete"])
@pytest.mark.parametrize("regime", REGIMES)
def test_nothing_is_lost_or_made_twice(regime: str, act: Callable[[People], None]) -> None:
    traits, manner = REGIMES[regime]
    setting = Setting(Words(), (traits, traits), (manner, manner))
    for crash_at in range(1, _MOST):
        if not run_virtual(lambda clock, at=crash_at: _run(setting, act, at, clock), start=START):  # type: ignore[misc]
            assert crash_at > 20
            return
    pytest.fail("it never ended")


async def _run(setting: Setting, act: Callable[[People], None], crash_at: int, clock: VirtualClock) -> bool:
    """One history with a crash at that boundary; whether it came so far."""
    world = World(setting, clock)
    play = Play(world, Script(1, setting, ()))
    play.people.insert(random.Random(1), "Client", (Side.LEFT,))
    if act is not _create:
        await clock.sleep(120)
        await play.cycle()
        act(play.people)
        await clock.sleep(700)  # longer than complete lists lie apart, by which alone some deletes are seen
    points = world.process.points
    points.crash_at = points.count + crash_at
    crashed = False
    try:
        await play.cycle()
    except Crash:
        crashed = True
    world.oracle.calm = False
    await world.restart(later_s=1 if crash_at % 2 else 200)
    if crash_at % 2:
        await clock.sleep(200)
    await rest(play)
    assert world.oracle.violations == [], (crash_at, world.timeline)
    for side, box in world.boxes.items():
        there = len(box.store.items("contacts" if side is Side.LEFT else "partners"))
        assert there == (act is not _delete), (crash_at, side, world.timeline)
    assert world.ledger.held() == ()
    await world.close()
    return crashed
