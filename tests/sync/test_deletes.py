"""Deletes follow the delete rule once, behind a guard, and nothing comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sync.helpers import Ability, World

from interlock.model.history import Decision, EntryKind, HeldKind
from interlock.model.kept import LinkState


async def with_clients(tmp_path: Path, count: int = 2, *, ability: Ability | None = None, **settings: str) -> World:
    world = World(tmp_path / "ledger", settings, left_can=ability or Ability(), right_can=ability or Ability())
    for number in range(count):
        world.left.add("contacts", email=f"{number}@x.example", phone=str(number), name="N")
    await world.settle(2)
    world.clock.passes(minutes=11)
    return world


@pytest.mark.parametrize("tombstones", [True, False])
@pytest.mark.parametrize("since", [True, False])
async def test_a_delete_is_carried_over_once(tmp_path: Path, tombstones: bool, since: bool) -> None:
    world = await with_clients(tmp_path, ability=Ability(tombstones=tombstones, since=since))
    world.left.remove("contacts", "a1")
    await world.settle()
    assert [item.id for item in world.right.live("partners")] == ["b2"]
    assert [method for method, _, _ in world.right.log].count("DELETE") == 1
    assert len(world.left.live("contacts")) == 1


async def test_a_delete_on_the_other_side_is_carried_over_too(tmp_path: Path) -> None:
    world = await with_clients(tmp_path)
    world.right.remove("partners", "b1")
    await world.settle()
    assert [item.id for item in world.left.live("contacts")] == ["a2"]


async def test_archive_archives_once(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, client_delete="archive")
    world.left.remove("contacts", "a1")
    await world.settle()
    assert world.right.items["partners"]["b1"].archived
    assert len([path for _, _, path in world.right.log if path.endswith("/archive")]) == 1


async def test_keep_keeps_and_nothing_is_created_again(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, client_delete="keep")
    writes = world.writes()
    world.left.remove("contacts", "a1")
    await world.settle()
    world.right.edit("partners", "b1", tel="9")
    await world.settle()
    assert world.writes() == writes
    assert len(world.left.live("contacts")) == 1


async def test_ask_holds_until_the_owner_approves(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, client_delete="ask")
    world.left.remove("contacts", "a1")
    await world.settle()
    assert len(world.right.live("partners")) == 2
    (held,) = world.ledger.held()
    assert held.kind is HeldKind.GUARD
    assert world.alerts.sent[-1].to.startswith("ida@")


async def test_deleted_in_both_ends_the_link_without_a_write(tmp_path: Path) -> None:
    world = await with_clients(tmp_path)
    writes = world.writes()
    world.left.remove("contacts", "a1")
    world.right.remove("partners", "b1")
    await world.settle()
    assert world.writes() == writes
    assert world.ledger.number_of_links("Client", LinkState.ENDED) == 1


async def test_an_edit_against_a_delete_of_the_source_of_truth_is_kept_in_the_history(tmp_path: Path) -> None:
    world = await with_clients(tmp_path)
    world.right.edit("partners", "b1", tel="9")
    world.left.remove("contacts", "a1")
    await world.settle()
    assert [item.id for item in world.right.live("partners")] == ["b2"]
    assert "9" in [entry.lost for entry in world.ledger.history()]


async def test_an_edit_against_a_delete_of_the_other_is_held(tmp_path: Path) -> None:
    world = await with_clients(tmp_path)
    world.left.edit("contacts", "a1", phone="9")
    world.right.remove("partners", "b1")
    await world.settle()
    assert len(world.left.live("contacts")) == 2
    assert [held.kind for held in world.ledger.held()] == [HeldKind.CONFLICT]
    world.ledger.decide(world.ledger.held()[0].id, Decision.APPROVE, by="Ida", at=world.clock.now())
    await world.settle(1)
    assert len(world.left.live("contacts")) == 1
    assert world.ledger.held() == ()


async def test_too_many_deletes_are_all_held_while_edits_flow(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 100)
    for number in range(1, 31):
        world.left.remove("contacts", f"a{number}")
    world.left.edit("contacts", "a99", phone="new")
    await world.settle(8)
    assert len(world.right.live("partners")) == 100
    assert "new" in [body["tel"] for body in world.right.bodies_of("partners")]
    assert [held.kind for held in world.ledger.held()] == [HeldKind.GUARD] * 30
    assert world.alerts.kinds().count("guard") == 1
    world.clock.passes(days=2)
    await world.settle(2)
    assert len(world.right.live("partners")) == 100
    for held in world.ledger.held():
        world.ledger.decide(held.id, Decision.APPROVE, by="Ida", at=world.clock.now())
    await world.settle(1)
    assert len(world.right.live("partners")) == 70
    assert world.ledger.held() == ()


async def test_few_deletes_of_many_are_carried_out(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 100)
    for number in range(1, 11):
        world.left.remove("contacts", f"a{number}")
    await world.settle(1)
    assert len(world.right.live("partners")) == 90


async def test_an_empty_list_deletes_nothing(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 30)
    world.left.hidden = set(world.left.items["contacts"])
    await world.settle(2)
    assert len(world.right.live("partners")) == 30
    assert "empty list" in world.alerts.kinds()


async def test_an_item_we_may_no_longer_see_is_not_deleted_and_told_once(tmp_path: Path) -> None:
    world = await with_clients(tmp_path)
    world.left.hidden = {"a1"}
    await world.settle()
    assert len(world.right.live("partners")) == 2
    assert world.alerts.kinds() == ["permission"]


async def test_a_list_that_breaks_off_proves_nothing(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 150)
    world.left.list_breaks_after = 1
    await world.settle(2)
    assert len(world.right.live("partners")) == 150
    world.left.list_breaks_after = None
    await world.settle(2)
    assert len(world.right.live("partners")) == 150


async def test_an_item_that_is_restored_keeps_its_link(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, client_delete="keep")
    world.left.remove("contacts", "a1")
    await world.settle(1)
    item = world.left.items["contacts"]["a1"]
    world.left.items["contacts"]["a1"] = item._replace(deleted=False)
    world.left.edit("contacts", "a1", phone="7")
    await world.settle(2)
    assert len(world.right.live("partners")) == 2
    assert world.right.items["partners"]["b1"].body["tel"] == "7"


async def test_children_are_deleted_before_their_parents(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", name="Ann")
    world.left.add("invoices", number="I1", client_id="a1", total="1")
    await world.settle(1)
    world.left.remove("invoices", "a2")
    world.left.remove("contacts", "a1")
    await world.settle(1)
    assert [path for method, _, path in world.right.log if method == "DELETE"] == ["/bills/b2", "/partners/b1"]


async def test_a_delete_where_deletes_do_not_flow_from_is_reported(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", name="Ann")
    world.left.add("invoices", number="I1", client_id="a1", total="1")
    await world.settle(1)
    world.right.remove("bills", "b2")
    writes = world.writes()
    await world.settle()
    assert world.writes() == writes
    assert any(entry.kind is EntryKind.REPORTED for entry in world.ledger.history(record="Invoice"))


async def test_a_404_on_an_update_is_a_delete(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, ability=Ability(version=True))
    world.left.edit("contacts", "a1", name="New")
    world.clock.passes(minutes=-10)
    world.right.before_write = lambda _request: None
    world.right.remove("partners", "b1")
    await world.integration.cycle()
    await world.settle(2)
    assert len(world.right.live("partners")) == 1


async def test_a_conflict_about_a_delete_stays_one_and_is_decided_by_naming_a_side(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, client_conflict="hold")
    world.left.edit("contacts", "a1", phone="9")
    world.right.remove("partners", "b1")
    await world.settle(1)
    world.left.edit("contacts", "a1", phone="10")
    await world.settle(1)
    (held,) = world.ledger.held()
    assert held.kind is HeldKind.CONFLICT
    world.ledger.decide(held.id, Decision.LEFT, by="Ida", at=world.clock.now())
    await world.settle()
    assert len(world.left.live("contacts")) == 2
    assert world.ledger.number_of_links("Client", LinkState.PARTED) == 1
    assert world.ledger.held() == ()


@pytest.mark.parametrize("rule", ["archive", "delete"])
async def test_an_item_that_comes_back_undoes_nothing_by_itself_and_is_told_once(tmp_path: Path, rule: str) -> None:
    world = await with_clients(tmp_path, client_delete=rule)
    world.left.remove("contacts", "a1")
    await world.settle(1)
    writes = world.writes()
    world.left.items["contacts"]["a1"] = world.left.items["contacts"]["a1"]._replace(deleted=False)
    for phone in ("7", "8"):
        world.left.edit("contacts", "a1", phone=phone)
        await world.settle(2)
    assert world.writes() == writes
    told = [entry.reason for entry in world.ledger.history() if entry.kind is EntryKind.REPORTED]
    assert len(told) == 1
    assert told[0].startswith("it is there again in Shop, while it was")
    if rule == "archive":
        world.right.items["partners"]["b1"] = world.right.items["partners"]["b1"]._replace(archived=False)
        world.right.edit("partners", "b1", note="taken out by a person")
        await world.settle(2)
        assert world.right.items["partners"]["b1"].body["tel"] == "8"


async def test_an_item_that_satisfies_the_condition_again_stays_archived_there_and_is_told_once(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_when": "Shop: `kind` is `a`", "client_leaves": "archive"})
    world.left.add("contacts", email="a@x.example", name="Ann", kind="a")
    await world.settle(1)
    for kind in ("b", "a"):
        world.left.edit("contacts", "a1", kind=kind)
        await world.settle(2)
    assert world.right.items["partners"]["b1"].archived
    told = [entry.reason for entry in world.ledger.history() if entry.kind is EntryKind.REPORTED]
    assert told == [
        "it is in use again in Shop, while it was archived in Books; it is not taken out of the archive there"
    ]
