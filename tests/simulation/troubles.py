"""What goes wrong between the sync and the systems."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.simulation.script import FAULTS
from tests.simulation.world import SIDES, World

from interlock.model.value import Side
from interlock.sandbox.faults import Fault, FaultKind

if TYPE_CHECKING:
    from tests.simulation.story import Play


def fault(play: Play, rng: random.Random) -> None:
    """A fault of one system, for a while."""
    world = play.world
    world.oracle.calm = False
    side = rng.choice(SIDES)
    faults = world.boxes[side].faults
    weights = play.script.faults or FAULTS
    kind = rng.choices(list(weights), list(weights.values()))[0]
    now = world.clock.now()
    times = rng.choice([1, 1, 2, 5, None])
    until = now + timedelta(seconds=rng.choice([30, 200, 1000, 4000]))
    # Later than now, it comes in the middle of what the sync is at.
    since = now + timedelta(seconds=rng.choice([0, 0, 0.3, 1, 3, 7]))
    when = f"{since:%d %H:%M:%S} to {until:%d %H:%M:%S}"
    world.say(f"{side.value:5} fault: {kind}, {times or 'any'} times, {when}")
    match kind:
        case "hidden":
            hide(play, rng, side)
        case "down":
            faults.down(since=since, until=until)
        case "lost":
            faults.lose_answers(times=times, since=since, until=until)
        case "stumbles":
            faults.answer(500, applies=True, times=times, since=since, until=until)
        case "500":
            faults.answer(
                rng.choice([500, 502, 503]), writes=rng.choice([True, None]), times=times, since=since, until=until
            )
        case "429":
            faults.too_many(retry_after_s=rng.choice([1, 20, 100, 500]), times=times or 8, since=since, until=until)
        case "slow":
            faults.slow(rng.choice([5, 45]), times=times, since=since, until=until)
        case "drop":
            faults.drop(writes=rng.choice([True, None]), times=times, since=since, until=until)
        case "html":
            faults.html(times=times or 3, since=since, until=until)
        case "refuses":
            _refuse(world, rng, side)
        case "late":
            # Together with how long lists lag, no more than the sync counts on after what experience tells.
            lag_s = world.setting.manners[SIDES.index(side)].lag_s
            faults.late(min(rng.choice([3, 20, 50]), 55 - lag_s), times=times, since=since, until=until)
        case "cut":
            faults.cut(writes=rng.choice([True, None]), times=times, since=since, until=until)
        case "401":
            faults.answer(401, writes=None, times=times or 3, since=since, until=until)


def hide(play: Play, rng: random.Random, side: Side) -> None:
    """An item may not be seen any more."""
    world = play.world
    # What was never seen may be there all the same, and nobody could know.
    things = [
        one
        for record in ("Client", "Invoice")
        for one in play.people.there(record, side)
        if world.ledger.link_at(record, side, one.ids[side]) is not None
    ]
    if things:
        thing = rng.choice(things)
        item = world.oracle.item(thing, side)
        assert item is not None
        play.hid = True
        world.hidden[side].add((item.resource, item.id))
        world.say(f"{side.value:5} {thing} [{item.id}] may not be seen any more")


def _refuse(world: World, rng: random.Random, side: Side) -> None:
    """Every write that holds what was written last for some thing is refused."""
    edits = world.oracle.edits[-12:]
    if edits:
        raw = rng.choice(edits).value
        found = Fault(
            FaultKind.STATUS, writes=True, containing=f'"{raw}"', status=rng.choice([400, 422, 403, 409, 404])
        )
        world.boxes[side].faults.add(found)
        world.say(f"{side.value:5} refuses {raw!r} with {found.status}")
