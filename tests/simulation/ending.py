"""The end of a history: all heals and comes to rest, and the laws are held against what came of it."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.simulation.disk import Disk
from tests.simulation.laws import Laws
from tests.simulation.promised import arrives_in_time

if TYPE_CHECKING:
    from tests.simulation.story import Play

_LONGEST = timedelta(days=3)
"""Nothing that anybody asks for puts work off for longer."""


async def rest(play: Play) -> None:
    """Heal everything, wait until nothing is left to do, and judge what came of it."""
    world = play.world
    play.heal()
    await world.clock.sleep(60)
    world.arrive()
    if play.script.decides:
        await quiet(play)
        play.decide(random.Random(play.script.seed))
    if play.hid:
        # What was edited while it could not be seen is found when everything is looked at once more.
        await world.clock.sleep(90_000)
    if not await quiet(play):
        world.oracle.wrong("no rest", "it still writes, after hours in which nothing happened")
        return
    Laws(world).judge()
    world.say("echo?")
    before = world.writes
    for seconds in (660, 90_000):  # within a day everything is looked at once more
        await world.clock.sleep(seconds)
        await play.cycle()
    if world.writes != before:
        world.oracle.wrong("echo", f"{world.writes - before} writes after all was quiet")
    laws = Laws(world)
    laws.judge()
    laws.bounded()
    if not world.oracle.violations and play.script.seed % 4 == 0:
        await once_more(play)
    if not world.oracle.violations and play.script.seed % 4 == 2:
        await arrives_in_time(play)


async def once_more(play: Play) -> None:
    """From the beginning: nothing is to be done when all lists are read again, or when the ledger is lost."""
    world = play.world
    whole = Laws(world).whole()
    lost = False
    if play.script.seed % 8 == 0 or not whole:
        world.say("all cursors are lost")
        world.disk.execute("DELETE FROM cursor")
    else:
        world.say("the ledger is lost")
        lost = world.oracle.forgot = True
        await world.restart(disk=Disk())
    before, made = world.writes, world.oracle.coming_and_going
    for _ in range(3):
        await world.clock.sleep(660)
        await play.cycle()
    if not lost and world.writes != before:
        world.oracle.wrong("not idempotent", f"{world.writes - before} writes after all lists were read once more")
    if world.oracle.coming_and_going != made:
        world.oracle.wrong("not idempotent", "items were created or deleted after the ledger was lost")


async def quiet(play: Play) -> bool:
    """Let time pass and cycles run until two in a row write nothing and wait for nothing; whether it did."""
    still = 0
    for _ in range(30):
        await play.world.clock.sleep(660)
        before = play.world.writes
        report = await play.cycle()
        still = still + 1 if play.world.writes == before else 0
        if report.next_at is not None:
            if report.next_at - play.world.clock.now() > _LONGEST:
                play.world.oracle.wrong("stuck", f"nothing is tried again before {report.next_at:%Y-%m-%d}")
                return True
            await play.world.clock.sleep(max(0, (report.next_at - play.world.clock.now()).total_seconds()))
        elif still >= 2:
            return True
    return False
