"""What was there before: clocks that differ, values that one side never had, conditions never satisfied."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.sync.helpers import START, Ability, FakePeer, World

from interlock.model.history import HeldKind
from interlock.model.kept import LinkState
from interlock.model.peer import Page
from interlock.model.value import Side
from interlock.sync.observe import Observer


class ClockAhead:
    """Makes a system's clock run ahead: its stamps and its answers tell that time."""

    def __init__(self, peer: FakePeer, seconds: float) -> None:
        self.by = timedelta(seconds=seconds)
        self.pages_as_they_are = peer.pages
        peer.pages = self.pages  # type: ignore[method-assign]

    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in self.pages_as_they_are(resource, since=None if since is None else since - self.by):
            items = tuple(
                item._replace(
                    created_at=item.created_at + self.by if item.created_at else None,
                    updated_at=item.updated_at + self.by if item.updated_at else None,
                )
                for item in page.items
            )
            yield replace(page, items=items, server_time=page.server_time + self.by if page.server_time else None)


def partner(world: World, name: str, **fields: Any) -> str:
    return world.right.add("partners", mail=f"{name}@x.example", tel="1", **fields)


@pytest.mark.parametrize("ahead_s", [-40, 0, 40])
@pytest.mark.parametrize("since", [True, False])
async def test_what_is_new_is_told_by_the_time_of_its_systems_clock(
    tmp_path: Path, ahead_s: float, since: bool
) -> None:
    world = World(tmp_path / "ledger", {"client_start": "link only"}, right_can=Ability(since=since))
    ClockAhead(world.right, ahead_s)
    partner(world, "before")
    world.clock.passes(seconds=5)
    await world.integration.cycle()
    world.clock.passes(seconds=20)
    partner(world, "after")
    await world.settle(2)
    assert [body["email"] for body in world.left.bodies_of("contacts")] == ["after@x.example"]


# Values that only one side has


async def test_a_create_clears_nothing_where_it_was_made_from(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.rewrite = lambda body: {"name": None, **body}
    partner(world, "ann", title="Ann", rating="5")
    await world.settle(2)
    (made,) = world.left.bodies_of("contacts")
    assert made["name"] is None
    assert world.right.items["partners"]["b1"].body["title"] == "Ann"
    world.left.edit("contacts", made["id"], name="")
    await world.settle(2)
    assert world.right.items["partners"]["b1"].body["title"] == "Ann"
    assert world.ledger.held() == ()


@pytest.mark.parametrize("edited", [True, False])
async def test_what_the_source_says_first_overwrites_with_the_value_in_the_history(
    tmp_path: Path, edited: bool
) -> None:
    world = World(tmp_path / "ledger")
    partner(world, "ann", title="Ann")
    await world.settle(2)
    if edited:
        world.right.edit("partners", "b1", title="Anna")
    world.left.edit("contacts", "a1", name="Bea")
    await world.settle(2)
    assert world.right.items["partners"]["b1"].body["title"] == "Bea"
    assert [entry.lost for entry in world.ledger.history() if entry.pair == "name → title"][-1] == (
        "Anna" if edited else "Ann"
    )
    world.left.edit("contacts", "a1", name=None)
    await world.settle(2)
    assert world.right.items["partners"]["b1"].body["title"] is None


async def test_what_the_source_says_first_is_held_where_the_rule_is_to_hold(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_conflict": "hold"})
    partner(world, "ann", title="Ann")
    await world.settle(2)
    world.left.edit("contacts", "a1", name="Bea")
    await world.settle(2)
    assert world.right.items["partners"]["b1"].body["title"] == "Ann"
    assert [(held.kind, held.pair) for held in world.ledger.held()] == [(HeldKind.CONFLICT, "name → title")]


async def test_a_delete_takes_no_value_along_that_only_the_other_side_had(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    partner(world, "ann", title="Ann")
    await world.settle(2)
    world.left.remove("contacts", "a1")
    await world.settle(2)
    assert world.right.live("partners") == []
    assert "Ann" in [entry.lost for entry in world.ledger.history()]


# Conditions


@pytest.mark.parametrize("leaves", ["archive", "hold", "stop updating"])
async def test_an_item_that_never_satisfied_the_condition_did_not_leave_it(tmp_path: Path, leaves: str) -> None:
    """It was made by the sync, and nothing feeds what the condition looks at."""
    world = World(tmp_path / "ledger", {"client_when": "Shop: `kind` is `customer`", "client_leaves": leaves})
    partner(world, "ann")
    await world.settle(2)
    (made,) = world.left.bodies_of("contacts")
    world.right.edit("partners", "b1", tel="2")
    await world.settle(2)
    assert [item.archived for item in world.right.live("partners")] == [False]
    assert world.ledger.held() == ()
    assert world.left.items["contacts"][made["id"]].body["phone"] == "2"
    # It comes in, and leaves.
    world.left.edit("contacts", made["id"], kind="customer")
    await world.settle(1)
    world.left.edit("contacts", made["id"], kind="supplier")
    await world.settle(2)
    assert [item.archived for item in world.right.live("partners")] == [leaves == "archive"]
    assert len(world.ledger.held()) == (leaves == "hold")


# References


async def test_a_reference_to_what_is_gone_waits_and_goes_on_when_it_is_back(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_delete": "ask"})
    for name in ("ann", "bob"):
        world.left.add("contacts", email=f"{name}@x.example", phone="1", name=name)
    world.left.add("invoices", number="1", client_id="a1", total="5", state="open")
    await world.settle(2)
    theirs = {body["mail"]: body["id"] for body in world.right.bodies_of("partners")}
    (bill,) = world.right.bodies_of("bills")
    assert bill["partner_id"] == theirs["ann@x.example"]
    world.right.remove("partners", theirs["bob@x.example"])
    await world.settle(2)
    world.left.edit("invoices", "a3", client_id="a2")
    await world.settle(2)
    assert world.right.bodies_of("bills") == [bill]
    held = {one.record: one for one in world.ledger.held()}
    assert held["Invoice"].kind is HeldKind.WAITING
    gone = world.right.items["partners"][theirs["bob@x.example"]]
    world.right.items["partners"][gone.id] = gone._replace(deleted=False, updated_at=world.clock.now())
    await world.settle(3)
    assert [body["partner_id"] for body in world.right.bodies_of("bills")] == [gone.id]
    assert world.ledger.held() == ()
    assert len(list(world.ledger.links("Client", state=LinkState.ACTIVE))) == 2


# What we are not let see, and versions that lists do not show


async def test_an_item_that_was_hidden_for_a_while_and_edited_then_flows_when_it_is_back(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", right_can=Ability(tombstones=True))
    world.left.add("contacts", email="ann@x.example", phone="1", name="Ann")
    await world.settle(2)
    world.right.hidden.add("b1")
    world.left.edit("contacts", "a1", name="Anna")
    await world.settle(2)
    world.right.edit("partners", "b1", tel="2")
    await world.settle(2)
    world.right.hidden.clear()
    await world.settle(2)
    assert world.left.items["contacts"]["a1"].body["phone"] == "2"
    assert world.right.items["partners"]["b1"].body["title"] == "Anna"
    assert world.ledger.held() == ()


async def test_a_version_that_lists_do_not_show_protects_the_first_write_too(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", right_can=Ability(version=True))
    as_they_are = world.right.pages

    async def pages(resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in as_they_are(resource, since=since):
            yield replace(page, items=tuple(item._replace(version=None) for item in page.items))

    world.right.pages = pages  # type: ignore[method-assign]
    partner(world, "ann", title="Ann")
    await world.settle(2)
    looked = world.right.get

    async def get(resource: str, item_id: str) -> Any:
        found = await looked(resource, item_id)
        world.right.get = looked  # type: ignore[method-assign]
        world.right.edit("partners", item_id, tel="77")
        return found

    world.left.edit("contacts", "a1", phone="2", name="Bea")
    world.right.get = get  # type: ignore[method-assign]
    await world.settle(3)
    assert "77" in [entry.lost for entry in world.ledger.history()]


@pytest.mark.parametrize("noticed", [False, True])
async def test_a_notice_before_the_first_list_makes_an_item_no_newer_than_the_list_would(
    tmp_path: Path, noticed: bool
) -> None:
    world = World(tmp_path / "ledger", {"client_start": "from go-live"}, go_live=START)
    world.clock.time = START - timedelta(seconds=1)
    world.left.add("contacts", email="a@x.example", name="Ann")
    if noticed:
        record = world.integration.records["Client"]
        Observer(world.ledger).look(record, Side.LEFT, world.left.items["contacts"]["a1"], world.clock.now())
    world.clock.time = START + timedelta(seconds=5)
    await world.integration.cycle()
    assert world.writes() == 0
