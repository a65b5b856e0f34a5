"""What is promised of times: an edit that nothing stands against arrives with the next look."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.simulation.laws import Laws

from interlock.model.cadence import AT_ONCE
from interlock.model.decisions import StartingKind
from interlock.model.value import Side

if TYPE_CHECKING:
    from tests.simulation.story import Play
    from tests.simulation.things import Thing

_AFTER_S = 25.0
"""When the edit comes, after the sync began to watch."""
_SLACK_S = 15.0


async def arrives_in_time(play: Play) -> None:
    """An edit that nothing stands against is on the other side as soon as the document promises it."""
    world = play.world
    found = _quiet_one(play)
    if found is None:
        return
    thing, side = found
    name = "phone" if side is Side.LEFT else "tel"
    watching = asyncio.ensure_future(play.watch(4))
    await world.clock.sleep(_AFTER_S)
    began = world.clock.now()
    play.people.change(thing, side, {name: play.people.value(name)})
    edit = world.oracle.edits[-1]
    slowest = max(manner.latency_s for manner in world.setting.manners)
    await world.clock.sleep(AT_ONCE.total_seconds() + _SLACK_S + 20 * slowest)
    item = world.oracle.item(thing, side.other)
    there = item is not None and world.oracle.shown(thing.record, side.other, item.body)[edit.pair] == edit.value
    # Somebody is asked where the other side holds a value that never came from here.
    asked = any(one.pair in ("", edit.pair) for one in Laws(world).holds_of(thing))
    if not there and not asked:
        took = (world.clock.now() - began).total_seconds()
        world.oracle.wrong("late", f"{edit.value!r} of {thing} is not on the {side.other.value} after {took:.0f} s")
    await watching


def _quiet_one(play: Play) -> tuple[Thing, Side] | None:
    """A thing whose edit only has to be seen and written, with the side of the edit; None where there is none."""
    world, laws = play.world, Laws(play.world)
    for manner in world.setting.manners:
        if manner.lag_s or manner.get_lag_s or manner.limit or manner.gain or manner.ignores_since:
            return None
    if any(not traits.since or traits.stamps == "min" for traits in world.setting.traits):
        return None
    pair = next(one for one in world.mappings["Client"].pairs if one.name.startswith("phone"))
    starting = world.oracle.row("Client").starting.value
    if starting is None or starting.kind is not StartingKind.ALL:
        return None
    for thing in world.oracle.things:
        items = [world.oracle.item(thing, side) for side in Side] if thing.record == "Client" else []
        whole = len(items) == len(Side) and all(item is not None and not item.archived for item in items)
        if not whole or laws.holds_of(thing) or not laws.in_scope(thing) or thing.decided or thing.merged:
            continue
        if laws.is_reported(thing, pair.name):
            continue  # what differs there is left as it is, and told
        if all(world.ledger.link_at("Client", side, thing.ids[side]) is not None for side in Side):
            return thing, next(side for side in (Side.RIGHT, Side.LEFT) if pair.direction.writes(side.other))
    return None
