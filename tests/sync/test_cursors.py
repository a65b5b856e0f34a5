"""Changes that a system shows late, clocks that are set, and lists that move while they are read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.sync.helpers import Ability, FakePeer, World

from interlock.model.fact import sure
from interlock.model.history import EntryKind
from interlock.model.peer import Page
from interlock.model.profile import Paging, PagingStyle, SystemProfile

SHOWS_DELETES = Ability(tombstones=True)


def told(world: World) -> list[str]:
    return [entry.reason for entry in world.ledger.history() if entry.kind is EntryKind.REPORTED]


async def minutes(world: World, count: int, *, step: int = 1) -> None:
    for _ in range(0, count, step):
        world.clock.passes(minutes=step)
        await world.integration.cycle()


def committed_late(world: World, by: timedelta, **fields: Any) -> str:
    """An item that appears now, with the stamp of when its transaction began."""
    item_id = world.left.add("contacts", **fields)
    item = world.left.items["contacts"][item_id]
    at = world.clock.now() - by
    world.left.items["contacts"][item_id] = item._replace(created_at=at, updated_at=at)
    return item_id


async def test_what_is_shown_late_is_found_within_the_hour_and_told(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", left_can=SHOWS_DELETES)
    await minutes(world, 40)
    committed_late(world, timedelta(minutes=20), email="late@x.example", phone="1", name="Late")
    await minutes(world, 35)
    assert [body["mail"] for body in world.right.bodies_of("partners")] == ["late@x.example"]
    assert [reason for reason in told(world) if "late, which earlier looks had missed" in reason]
    # From now on looks reach as far back as this one was late.
    committed_late(world, timedelta(minutes=20), email="again@x.example", phone="1", name="Again")
    await minutes(world, 1)
    assert len(world.right.bodies_of("partners")) == 2


async def test_a_quiet_system_is_not_read_more_than_it_has_to(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", left_can=SHOWS_DELETES, right_can=SHOWS_DELETES)
    for number in range(250):
        world.left.add("contacts", email=f"{number}@x.example", phone="1", name="N")
    await minutes(world, 3)
    asked: list[datetime | None] = []
    pages = world.left.pages

    async def counted(resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in pages(resource, since=since):
            asked.append(since)
            yield page

    world.left.pages = counted  # type: ignore[method-assign]
    world.clock.passes(hours=3)
    await minutes(world, 60)
    assert len(asked) <= 2 * 60 + 8, "one page for each record and look"
    assert told(world) == []


class SetBack:
    """A system whose clock is set back by so much at a moment: stamps and answers tell its own time from then on."""

    def __init__(self, world: World, peer: FakePeer, by: timedelta) -> None:
        self.world, self.peer, self.by = world, peer, by
        self.at: datetime | None = None
        self.pages_as_they_are = peer.pages
        peer.pages = self.pages  # type: ignore[method-assign]

    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        items = []
        server: datetime | None = None
        async for page in self.pages_as_they_are(resource, since=None):
            items += [item._replace(updated_at=self.theirs(item.updated_at)) for item in page.items]
            server = self.theirs(page.server_time)
        shown = [item for item in items if since is None or (item.updated_at and item.updated_at >= since)]
        yield Page(tuple(shown), server, last=True)

    def theirs(self, moment: datetime | None) -> datetime | None:
        return moment - self.by if moment and self.at and moment >= self.at else moment


@pytest.mark.parametrize("step", [1, 15])
async def test_a_clock_that_is_set_back_hides_no_edit(tmp_path: Path, step: int) -> None:
    world = World(tmp_path / "ledger", left_can=SHOWS_DELETES, right_can=SHOWS_DELETES)
    clock = SetBack(world, world.left, timedelta(minutes=30))
    world.left.add("contacts", email="ann@x.example", phone="1", name="Ann")
    await minutes(world, 2 * step, step=step)
    clock.at = world.clock.now()
    world.clock.passes(seconds=5)
    world.left.edit("contacts", "a1", name="Bea")
    await minutes(world, 2 * step, step=step)
    assert [body["title"] for body in world.right.bodies_of("partners")] == ["Bea"]
    assert world.alerts.kinds() == ["clock"]


async def test_what_is_shown_late_is_found_soon_where_a_clock_is_set_forward(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", left_can=SHOWS_DELETES, right_can=SHOWS_DELETES)
    clock = SetBack(world, world.left, timedelta(minutes=-30))
    await minutes(world, 2)
    clock.at = world.clock.now() + timedelta(seconds=30)
    await minutes(world, 1)
    committed_late(world, timedelta(seconds=40), email="late@x.example", phone="1", name="Late")
    await minutes(world, 1)
    assert [body["mail"] for body in world.right.bodies_of("partners")] == ["late@x.example"]


class Counted:
    """Lists what changed in pages that are counted, sorted by change: an edit in between shifts what follows."""

    def __init__(self, world: World, size: int) -> None:
        self.world, self.size = world, size
        self.between: list[str] = []
        world.left.pages = self.pages  # type: ignore[method-assign]

    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        offset = 0
        while True:
            items = sorted(
                self.world.left.items.get(resource, {}).values(), key=lambda item: (item.updated_at, int(item.id[1:]))
            )
            items = [item for item in items if since is None or (item.updated_at and item.updated_at >= since)]
            piece = items[offset : offset + self.size]
            offset += len(piece)
            yield Page(tuple(piece), self.world.clock.now(), last=not piece)
            if not piece:
                return
            if resource == "contacts" and self.between:
                self.world.left.edit("contacts", self.between.pop(), note="moved to the end")


async def test_an_item_that_slips_past_while_pages_are_counted_is_found_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path / "ledger", left_can=SHOWS_DELETES)
    plain = FakePeer.profile.fget  # type: ignore[attr-defined]

    def profile(self: FakePeer) -> SystemProfile:
        known: SystemProfile = plain(self)
        paging = sure(Paging(PagingStyle.OFFSET, "offset"))
        return replace(known, records=tuple(replace(one, paging=paging) for one in known.records))

    monkeypatch.setattr(FakePeer, "profile", property(profile))
    world.integration = world.start()
    ids = [world.left.add("contacts", email=f"{n}@x.example", phone="1", name="0") for n in range(9)]
    await minutes(world, 2)
    lists = Counted(world, 3)
    for item_id in ids:
        world.clock.passes(seconds=1)
        world.left.edit("contacts", item_id, name="1")
    # Long after the edits, so that the overlap of the next look does not reach them; one item moves in between.
    lists.between = [ids[0]]
    await minutes(world, 5, step=5)
    assert {body["title"] for body in world.right.bodies_of("partners")} == {"1"}
