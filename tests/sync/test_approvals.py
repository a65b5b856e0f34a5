"""What somebody approved is done to just that, soon, and only while it is still so."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sync.helpers import Ability, World

from interlock.model.history import Decision, EntryKind, HeldKind


async def guarded(tmp_path: Path, *, gone: int = 11, of: int = 60) -> World:
    """A world in which so many deletes are held by the guard."""
    world = World(tmp_path / "ledger", {}, Ability(), Ability())
    for number in range(of):
        world.left.add("contacts", email=f"{number}@x.example", phone=str(number), name="N")
    await world.settle(2)
    for number in range(1, gone + 1):
        world.left.remove("contacts", f"a{number}")
    await world.settle(2)
    assert len(world.ledger.held()) == gone
    return world


def approve(world: World) -> None:
    for held in world.ledger.held():
        world.ledger.decide(held.id, Decision.APPROVE, by="Ida", at=world.clock.now())


async def test_an_approval_is_carried_out_for_just_those(tmp_path: Path) -> None:
    world = await guarded(tmp_path)
    approve(world)
    world.left.remove("contacts", "a12")
    await world.settle(2)
    assert len(world.right.live("partners")) == 49
    (held,) = world.ledger.held()
    assert (held.kind, held.item_id) == (HeldKind.GUARD, "a12")


async def test_what_is_there_again_is_not_deleted_though_no_list_shows_it(tmp_path: Path) -> None:
    world = await guarded(tmp_path)
    approve(world)
    # Restored without a new stamp: a list of changes does not show it.
    world.left.items["contacts"]["a1"] = world.left.items["contacts"]["a1"]._replace(deleted=False)
    await world.integration.cycle()
    assert {item.id for item in world.right.live("partners")} >= {"b1"}
    assert len(world.right.live("partners")) == 50
    assert world.ledger.held() == ()


async def test_an_approval_runs_out(tmp_path: Path) -> None:
    world = await guarded(tmp_path)
    approve(world)
    world.right.down = True
    await world.settle(2)
    world.clock.passes(hours=25)
    world.right.down = False
    await world.settle(3)
    assert len(world.right.live("partners")) == 60
    assert [held.decision for held in world.ledger.held()] == [None] * 11
    told = [entry.reason for entry in world.ledger.history() if "asked again" in entry.reason]
    assert told == ["what Ida approved was not done within 24 hours, so it is asked again"] * 11
    approve(world)
    await world.settle(2)
    assert len(world.right.live("partners")) == 49


async def test_a_plan_withdraws_nothing(tmp_path: Path) -> None:
    world = await guarded(tmp_path)
    approve(world)
    world.clock.passes(hours=25)
    await world.integration.plan()
    assert [held.decision for held in world.ledger.held()] == [Decision.APPROVE] * 11


@pytest.mark.parametrize(("gone", "of"), [(1, 3), (3, 3), (10, 60)])
async def test_few_deletes_are_believed(tmp_path: Path, gone: int, of: int) -> None:
    world = World(tmp_path / "ledger")
    for number in range(of):
        world.left.add("contacts", email=f"{number}@x.example", name="N")
    await world.settle(2)
    for number in range(1, gone + 1):
        world.left.remove("contacts", f"a{number}")
    await world.settle(2)
    assert len(world.right.live("partners")) == of - gone
    assert len([entry for entry in world.ledger.history() if entry.kind is EntryKind.DELETED]) == gone
