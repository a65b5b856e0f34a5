"""A pass that is asked to stop finishes the writes in hand, says what was done, and the next one goes on from there."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.sync.helpers import World

from interlock.errors import Refused
from interlock.model.http import Request
from interlock.model.kept import IntentState
from interlock.model.peer import Page

MANY = 300


def furnished(tmp_path: Path) -> World:
    world = World(tmp_path / "ledger")
    for number in range(MANY):
        world.left.add("contacts", email=f"{number}@x.example", phone=str(number), name=f"N{number}")
    return world


async def test_the_writes_in_hand_are_finished_and_no_new_ones_begun(tmp_path: Path) -> None:
    world = furnished(tmp_path)
    stop = asyncio.Event()
    world.right.after_write = lambda _request: stop.set() if len(world.right.log) == 5 else None
    report = await world.integration.cycle(stop=stop)
    done = len(world.right.log)
    assert report.stopped
    assert 5 <= done < 40
    assert report.writes == done
    assert world.ledger.intents(IntentState.OPEN) == ()
    assert len(list(world.ledger.links("Client"))) == done

    report = await world.integration.cycle()
    assert not report.stopped
    assert report.writes == MANY - done
    assert len(world.right.log) == MANY
    assert (await world.integration.cycle()).writes == 0


async def test_a_list_that_takes_long_is_broken_off_and_nothing_is_concluded(tmp_path: Path) -> None:
    world = furnished(tmp_path)
    stop = asyncio.Event()
    pages = world.left.pages

    async def endless(*args: object, **named: object) -> object:
        async for page in pages(*args, **named):  # type: ignore[arg-type]
            yield Page(page.items, page.server_time, last=False)
            stop.set()
            await asyncio.sleep(3600)

    world.left.pages = endless  # type: ignore[method-assign, assignment]
    report = await asyncio.wait_for(world.integration.cycle(stop=stop), 5)
    assert report.stopped
    assert world.writes() == 0
    world.left.pages = pages  # type: ignore[method-assign]
    assert (await world.integration.cycle()).writes == MANY


async def test_a_pass_that_is_stopped_before_it_began_does_nothing(tmp_path: Path) -> None:
    world = furnished(tmp_path)
    stop = asyncio.Event()
    stop.set()
    report = await world.integration.cycle(stop=stop)
    assert (report.stopped, report.writes, report.lines) == (True, 0, ())
    assert world.left.reads + world.right.reads == 0


async def test_a_wait_that_a_system_asks_for_ends_at_once(tmp_path: Path) -> None:
    world = furnished(tmp_path)
    stop = asyncio.Event()

    def slow(_request: Request) -> None:
        raise Refused("slow down", status=429, wait_s=100)

    async def sleep(_seconds: float) -> None:
        stop.set()
        await asyncio.sleep(3600)

    world.right.before_write = slow
    world.clock.sleep = sleep  # type: ignore[method-assign, assignment]
    report = await asyncio.wait_for(world.integration.cycle(stop=stop), 5)
    assert report.stopped
    assert report.writes == 0
