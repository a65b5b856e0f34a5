"""Waves of a go-live and their rollback in the small world of the sync's tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.sync.helpers import FakePeer, World

from interlock.model.golive import Check
from interlock.model.history import Entry
from interlock.model.plan import Plan
from interlock.model.value import Side
from interlock.sync.after_wave import AfterWave, Answers, Done
from interlock.sync.allowing import Allowed
from interlock.sync.limiting import Limit
from interlock.sync.rolling_back import Back, RollingBack
from interlock.sync.snapshots import keep_before


def peers_of(world: World) -> dict[Side, FakePeer]:
    return {Side.LEFT: world.left, Side.RIGHT: world.right}


def last(world: World) -> int:
    newest = world.ledger.history(most=1)
    return newest[0].number if newest else 0


def allowed_by(world: World, plan: Plan, limit: Limit) -> Allowed:
    marks = [line.mark for line in plan.lines if line.mark]
    return Allowed(marks, document=plan.document, birth=plan.ledger, environment=world.ledger.environment, limit=limit)


async def wave(world: World, most: int | None = None, begun: Mapping[str, int] | None = None, *, run: int = 1) -> Plan:
    """Plan, and write one wave of that; the plan."""
    plan = await world.integration.plan()
    for record in world.integration.records.values():
        keep_before(record, plan.lines, world.ledger, run=run, at=world.clock.now())
    await world.integration.cycle(allowed=allowed_by(world, plan, Limit(most, begun)))
    return plan


async def looked_at(world: World, plan: Plan, since: int) -> dict[str, Check]:
    """What is found after a wave, by the codes of the checks."""
    after = await world.integration.plan()
    check = AfterWave(world.integration.records, peers_of(world), world.ledger, world.clock)
    done = Done(
        world.ledger.history(after=since), plan.lines, since, allowed_by(world, plan, Limit(None)), after, Answers()
    )
    return {one.code: one for one in await check.checks(done)}


async def put_back(world: World, entries: Sequence[Entry], *, run: int = 1) -> Back:
    """Put back what these lines of the history wrote."""
    await world.integration.look()
    rolling = RollingBack(
        world.integration.records, peers_of(world), world.ledger, world.clock, "Ida rolled it back", run=run
    )
    with world.integration.at_work() as (writing, now):
        back = await rolling.carried_out(rolling.planned(entries), writing, now)
        with world.ledger.transaction():
            rolling.settled(back, entries)
    return back


def bodies(world: World) -> dict[str, dict[str, Any]]:
    """What both systems hold; a field that is null says as little as one that is not there."""
    return {
        f"{side.value} {item.resource} {item.id}": {k: v for k, v in item.body.items() if v is not None}
        for side, peer in peers_of(world).items()
        for resource in sorted(peer.items)
        for item in peer.live(resource)
        if not item.archived
    }
