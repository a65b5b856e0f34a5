"""A system that tells of changes by itself: items are looked at at once, and only what they show is believed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Self

import pytest
from tests.sync.helpers import START, Ability, World

from interlock.errors import Unreachable
from interlock.model import pause
from interlock.model.kept import LinkState
from interlock.model.plan import CycleReport
from interlock.model.value import Side
from interlock.model.webhooks import Hint


class Watched:
    """A world that is watched; hints are given, and time passes only until each was followed."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.stop = asyncio.Event()
        self.call = asyncio.Event()
        self.reports: list[CycleReport] = []
        self.idle = asyncio.Event()

    async def __aenter__(self) -> Self:
        real = self.world.clock

        async def sleep(seconds: float) -> None:
            if seconds > 1:
                self.idle.set()
                await asyncio.Event().wait()
            real.time += timedelta(seconds=seconds)

        real.sleep = sleep  # type: ignore[method-assign]
        watching = self.world.integration.watch(self.stop, told=self.reports.append, call=self.call)
        self.task = asyncio.ensure_future(watching)
        await asyncio.wait_for(self.idle.wait(), 5)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stop.set()
        await asyncio.wait_for(self.task, 5)

    async def hint(self, *ids: str, side: Side = Side.LEFT, resource: str = "contacts") -> None:
        self.world.ledger.take_hints([Hint(side, resource, one, self.world.clock.now()) for one in ids])
        self.idle.clear()
        self.call.set()
        await asyncio.wait_for(self.idle.wait(), 5)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "ledger", left_can=Ability(finds=True), right_can=Ability(finds=True))


def _titles(world: World) -> list[str]:
    return sorted(str(body.get("title")) for body in world.right.bodies_of("partners"))


async def test_a_hinted_change_is_written_without_a_list(world: World) -> None:
    ann = world.left.add("contacts", email="a@x.example", name="Ann")
    async with Watched(world) as watched:
        world.left.edit("contacts", ann, name="Anna")
        reads, began = world.left.reads, world.clock.now()
        await watched.hint(ann)
        assert _titles(world) == ["Anna"]
        assert world.left.reads - reads <= 2, "the item itself is asked for, and no list"
        assert world.clock.now() - began < timedelta(seconds=1)
        assert world.integration.changes_found()[Side.LEFT] == (1, 0)


async def test_a_hinted_new_item_is_created_once(world: World) -> None:
    async with Watched(world) as watched:
        ann = world.left.add("contacts", email="a@x.example", name="Ann")
        await watched.hint(ann)
        assert _titles(world) == ["Ann"]
        await watched.hint(ann)
        await watched.hint(*world.right.items["partners"], side=Side.RIGHT, resource="partners")
        assert world.writes() == 1
    await world.settle()
    assert world.writes() == 1


async def test_a_hinted_new_item_is_linked_where_its_counterpart_appeared_meanwhile(world: World) -> None:
    async with Watched(world) as watched:
        world.right.add("partners", mail="a@x.example", title="Ann")
        ann = world.left.add("contacts", email="a@x.example", name="Ann")
        await watched.hint(ann)
        assert len(world.right.live("partners")) == 1
        assert world.integration.changes_found()[Side.LEFT][0] == 1


async def test_twice_and_out_of_order_does_no_harm(world: World) -> None:
    ids = [world.left.add("contacts", email=f"{n}@x.example", name=f"N{n}") for n in range(5)]
    async with Watched(world) as watched:
        for n, one in enumerate(ids):
            world.left.edit("contacts", one, name=f"M{n}")
        writes = world.writes()
        await watched.hint(*reversed(ids), *ids, "never-was")
        assert world.writes() - writes == 5
        await watched.hint(*ids)
        assert world.writes() - writes == 5


async def test_a_delete_is_believed_only_when_the_item_is_looked_at(world: World) -> None:
    ann = world.left.add("contacts", email="a@x.example", name="Ann")
    async with Watched(world) as watched:
        await watched.hint(ann)
        assert _titles(world) == ["Ann"], "whatever the event was called, the item is there"
        world.clock.passes(seconds=31)  # what was alive just before may be there all the same
        world.left.remove("contacts", ann)
        await watched.hint(ann)
        assert _titles(world) == []


async def test_an_old_event_of_a_deleted_item_brings_nothing_back(world: World) -> None:
    """Scenario 49: a tombstoned id is seen again in an old webhook; asked for, it is gone."""
    ann = world.left.add("contacts", email="a@x.example", name="Ann")
    async with Watched(world) as watched:
        world.clock.passes(seconds=31)  # what was alive just before may be there all the same
        world.left.remove("contacts", ann)
        await watched.hint(ann)
        writes = world.writes()
        await watched.hint(ann)
        await watched.hint(*world.right.items["partners"], side=Side.RIGHT, resource="partners")
        assert world.writes() == writes
        assert world.left.live("contacts") == world.right.live("partners") == []
    (link,) = world.ledger.links("Client")
    assert link.state is LinkState.ENDED


async def test_an_event_of_our_own_create_before_its_answer_makes_nothing(world: World) -> None:
    """Scenario 28: the event of a create comes before the answer to it; nothing is created in return."""
    async with Watched(world) as watched:

        def told_at_once(_request: object) -> None:
            made = list(world.right.items["partners"])
            world.ledger.take_hints([Hint(Side.RIGHT, "partners", one, world.clock.now()) for one in made])
            watched.call.set()

        world.right.after_write = told_at_once
        ann = world.left.add("contacts", email="a@x.example", name="Ann")
        await watched.hint(ann)
        await watched.hint(ann)
        assert (len(world.left.live("contacts")), len(world.right.live("partners"))) == (1, 1)
        assert world.writes() == 1


async def test_an_event_of_a_create_whose_answer_was_lost_makes_nothing(world: World) -> None:
    """Scenario 28, with the answer lost: the barrier keeps the item back until the create is looked into."""
    async with Watched(world) as watched:

        def lost(_request: object) -> None:
            world.right.after_write = lambda _request: None
            raise Unreachable("reset", sent=True)

        world.right.after_write = lost
        ann = world.left.add("contacts", email="a@x.example", name="Ann")
        await watched.hint(ann)
        await watched.hint(*world.right.items["partners"], side=Side.RIGHT, resource="partners")
        assert len(world.left.live("contacts")) == 1
    await world.settle()
    assert (len(world.left.live("contacts")), len(world.right.live("partners"))) == (1, 1)


async def test_hints_of_a_system_that_is_down_wait_for_it(world: World) -> None:
    ann = world.left.add("contacts", email="a@x.example", name="Ann")
    async with Watched(world) as watched:
        world.left.down = True
        world.left.edit("contacts", ann, name="Anna")
        await watched.hint(ann)
        assert world.ledger.waiting_hints() == 1
        world.left.down = False
    world.clock.time += timedelta(hours=1)
    await world.integration.cycle()
    assert world.ledger.waiting_hints() == 0
    assert _titles(world) == ["Anna"]


async def test_a_hint_without_an_id_makes_the_lists_be_read(world: World) -> None:
    async with Watched(world) as watched:
        world.left.add("contacts", email="a@x.example", name="Ann")
        await watched.hint("")
        assert _titles(world) == ["Ann"]


async def test_a_hint_of_what_does_not_flow_is_dropped(world: World) -> None:
    async with Watched(world) as watched:
        await watched.hint("1", resource="coupons")
        assert world.ledger.waiting_hints() == 0


async def test_what_only_lists_show_is_counted(world: World) -> None:
    ann = world.left.add("contacts", email="a@x.example", name="Ann")
    await world.integration.cycle()
    world.clock.time = START + timedelta(minutes=2)
    world.left.edit("contacts", ann, name="Anna")
    await world.integration.cycle()
    assert world.integration.changes_found()[Side.LEFT] == (0, 1)


async def test_what_comes_in_while_a_run_is_killed_is_followed_by_the_next(world: World) -> None:
    ann = world.left.add("contacts", email="a@x.example", name="Ann")
    await world.integration.cycle()
    world.ledger.take_hints([Hint(Side.LEFT, "contacts", ann, START, "e1")])
    world.restart()
    await world.integration.cycle()
    assert world.ledger.waiting_hints() == 0


async def test_hints_about_a_record_that_people_paused_wait_until_it_is_resumed(world: World) -> None:
    ann = world.left.add("contacts", email="a@x.example", name="Ann")
    async with Watched(world) as watched:
        world.left.edit("contacts", ann, name="Anna")
        world.ledger.set_fact(pause.of_record("Client"), pause.dumps(pause.Pause("Ida", START)))
        reads = world.left.reads
        await watched.hint(ann)
        assert (world.left.reads, world.ledger.waiting_hints(), _titles(world)) == (reads, 1, ["Ann"])
        world.ledger.set_fact(pause.of_record("Client"), None)
        await watched.hint()
        assert (world.ledger.waiting_hints(), _titles(world)) == (0, ["Anna"])


async def test_many_hints_are_followed_in_several_passes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlock.sync.hints.MOST", 10)
    async with Watched(world) as watched:
        await watched.hint(*(f"never-{n}" for n in range(35)))
        async with asyncio.timeout(5):
            while world.ledger.waiting_hints():  # noqa: ASYNC110 - it is watched, and tells nobody when it is done
                await asyncio.sleep(0)
        assert world.clock.now() - START < timedelta(seconds=30), "not by the next look at all lists"
