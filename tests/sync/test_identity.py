"""Which items are the same: what a person says stands, what comes back finds its link, and an id may change hands."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sync.helpers import World

from interlock.errors import UsageError
from interlock.model.history import Decision, EntryKind, HeldKind
from interlock.model.kept import LinkState
from interlock.model.value import Side


async def with_clients(tmp_path: Path, count: int = 2, **settings: str) -> World:
    world = World(tmp_path / "ledger", settings)
    for number in range(count):
        world.left.add("contacts", email=f"{number}@x.example", phone=str(number), name="N")
    await world.settle(2)
    return world


# What a person says


async def test_what_was_unlinked_stays_so_and_nothing_of_it_is_made_or_deleted(tmp_path: Path) -> None:
    world = await with_clients(tmp_path)
    link = world.integration.identities.unlink("Client", Side.RIGHT, "b1", by="Ida")
    assert (link.left_id, link.right_id, link.state) == ("a1", "b1", LinkState.UNLINKED)
    before = world.writes()
    world.left.edit("contacts", "a1", phone="mine")
    world.right.edit("partners", "b1", tel="mine")
    await world.settle(2)
    world.left.remove("contacts", "a1")
    await world.settle(2)
    world.left.restore("contacts", "a1")
    await world.settle(2)
    assert world.writes() == before
    assert world.ledger.held() == ()
    told = [entry for entry in world.ledger.history() if entry.kind is EntryKind.UNLINKED]
    assert [entry.reason for entry in told] == ["Ida decided that `a1` and `b1` are not the same"]


async def test_a_reference_to_what_was_unlinked_waits(tmp_path: Path) -> None:
    world = await with_clients(tmp_path)
    world.integration.identities.unlink("Client", Side.LEFT, "a1", by="Ida")
    world.left.add("invoices", number="I1", client_id="a1", total="1")
    await world.settle(2)
    assert world.right.live("bills") == []
    assert [held.kind for held in world.ledger.held()] == [HeldKind.WAITING]
    world.integration.identities.link("Client", "a1", "b1", by="Ida")
    await world.settle(2)
    assert [body["partner_id"] for body in world.right.bodies_of("bills")] == ["b1"]
    assert world.ledger.held() == ()


async def test_an_unlinked_item_can_be_linked_with_another_one(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, client_create="in Books")
    world.integration.identities.unlink("Client", Side.LEFT, "a1", by="Ida")
    other = world.right.add("partners", mail="other@x.example", tel="0", title="N")
    await world.settle(1)
    link = world.integration.identities.link("Client", "a1", other, by="Ida")
    assert (link.left_id, link.right_id, link.state) == ("a1", other, LinkState.ACTIVE)
    world.left.edit("contacts", "a1", phone="flows")
    await world.settle(2)
    assert world.right.items["partners"][other].body["tel"] == "flows"
    assert world.right.items["partners"]["b1"].body["tel"] == "0"


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [("a1", "b2", "is linked with `b1`"), ("a9", "b1", "there is no Client `a9` in Shop"), ("a1", "b9", "is linked")],
)
async def test_what_cannot_be_linked_is_refused(tmp_path: Path, left: str, right: str, message: str) -> None:
    world = await with_clients(tmp_path)
    with pytest.raises(UsageError, match=message):
        world.integration.identities.link("Client", left, right, by="Ida")


async def test_what_cannot_be_unlinked_is_refused(tmp_path: Path) -> None:
    world = await with_clients(tmp_path)
    world.integration.identities.unlink("Client", Side.LEFT, "a1", by="Ida")
    for record, item, message in (("Client", "a1", "nothing to unlink"), ("Clint", "a1", "no record `Clint`")):
        with pytest.raises(UsageError, match=message):
            world.integration.identities.unlink(record, Side.LEFT, item, by="Ida")


# What comes back


@pytest.mark.parametrize("rule", ["keep", "archive"])
async def test_an_item_restored_under_a_new_id_is_proposed_and_not_created(tmp_path: Path, rule: str) -> None:
    world = await with_clients(tmp_path, client_delete=rule)
    world.left.remove("contacts", "a1")
    await world.settle(2)
    before = world.writes()
    again = world.left.add("contacts", email="0@x.example", phone="new", name="N")
    await world.settle(2)
    assert world.writes() == before
    (held,) = world.ledger.held()
    assert held.kind is HeldKind.AMBIGUOUS
    assert "it has the match key of `a1`, which is gone in Shop and left `b1` in Books" in held.reason
    world.ledger.decide(held.id, Decision.APPROVE, by="Ida", at=world.clock.now())
    await world.settle(2)
    link = world.ledger.link_at("Client", Side.LEFT, again)
    assert link is not None
    assert (link.right_id, link.state) == ("b1", LinkState.ACTIVE)
    assert world.right.items["partners"]["b1"].body["tel"] == "new"
    assert world.ledger.held() == ()


async def test_an_item_restored_under_a_new_id_takes_a_place_that_is_asked_about(
    tmp_path: Path,
) -> None:
    world = await with_clients(tmp_path, client_delete="ask")
    world.left.remove("contacts", "a1")
    await world.settle(2)
    again = world.left.add("contacts", email="0@x.example", phone="new", name="N")
    await world.settle(2)
    proposed = [held for held in world.ledger.held() if held.kind is HeldKind.AMBIGUOUS]
    world.ledger.decide(proposed[0].id, Decision.APPROVE, by="Ida", at=world.clock.now())
    await world.settle(2)
    link = world.ledger.link_at("Client", Side.LEFT, again)
    assert link is not None
    assert (link.right_id, link.state) == ("b1", LinkState.ACTIVE)
    assert world.right.items["partners"]["b1"].body["tel"] == "new"
    assert world.ledger.held() == ()


async def test_a_new_item_like_one_that_is_gone_in_both_is_created(tmp_path: Path) -> None:
    world = await with_clients(tmp_path)
    world.left.remove("contacts", "a1")
    await world.settle(2)
    world.left.add("contacts", email="0@x.example", phone="new", name="N")
    await world.settle(2)
    assert [body["tel"] for body in world.right.bodies_of("partners")] == ["1", "new"]
    assert world.ledger.held() == ()


async def test_an_edit_made_while_the_other_was_deleted_flows_when_it_is_restored(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, client_conflict="hold")
    world.left.remove("contacts", "a1")
    world.right.edit("partners", "b1", tel="meanwhile")
    await world.settle(2)
    assert len(world.ledger.held()) == 1
    before = world.writes()
    world.left.restore("contacts", "a1")
    await world.settle(2)
    assert world.left.items["contacts"]["a1"].body["phone"] == "meanwhile"
    assert world.writes() == before + 1
    assert world.ledger.held() == ()


@pytest.mark.parametrize(
    ("decision", "state"), [(Decision.APPROVE, LinkState.ACTIVE), (Decision.REJECT, LinkState.UNLINKED)]
)
async def test_an_id_that_comes_back_for_another_item_is_held(
    tmp_path: Path, decision: Decision, state: LinkState
) -> None:
    world = await with_clients(tmp_path, client_delete="keep")
    world.left.remove("contacts", "a1")
    await world.settle(2)
    before = world.writes()
    world.left.restore("contacts", "a1", email="somebody.else@x.example", phone="other", name="O")
    item = world.left.items["contacts"]["a1"]
    world.left.items["contacts"]["a1"] = item._replace(created_at=world.clock.now())
    await world.settle(2)
    assert world.writes() == before
    (held,) = world.ledger.held()
    assert "`a1` in Shop was gone and is there again" in held.reason
    world.ledger.decide(held.id, decision, by="Ida", at=world.clock.now())
    await world.settle(2)
    assert world.ledger.number_of_links("Client", state) == (2 if state is LinkState.ACTIVE else 1)
    assert (world.right.items["partners"]["b1"].body["tel"] == "other") is (state is LinkState.ACTIVE)


async def test_the_same_thing_made_anew_under_its_own_key_is_the_same(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, client_delete="keep")
    world.left.remove("contacts", "a1")
    await world.settle(2)
    world.left.restore("contacts", "a1", phone="anew")
    world.left.items["contacts"]["a1"] = world.left.items["contacts"]["a1"]._replace(created_at=world.clock.now())
    await world.settle(2)
    assert world.right.items["partners"]["b1"].body["tel"] == "anew"
    assert world.ledger.held() == ()


async def test_what_we_made_outside_the_condition_is_not_made_again_after_the_ledger_is_lost(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_when": "Shop: `kind` is `customer`"})
    world.right.add("partners", mail="a@x.example", tel="1", title="Ann", kind="supplier")
    await world.settle(2)
    assert len(world.left.bodies_of("contacts")) == 1
    world.ledger.close()
    world.file = tmp_path / "another"
    world.restart()
    await world.settle(2)
    assert len(world.left.bodies_of("contacts")) == 1
    (held,) = world.ledger.held()
    assert held.kind is HeldKind.AMBIGUOUS
    assert "`a1` in Shop has its match key, but is archived or does not satisfy the condition" in held.reason
    world.integration.identities.link("Client", "a1", "b1", by="Ida")
    await world.settle(1)
    world.right.edit("partners", "b1", tel="2")
    await world.settle(2)
    assert [one["phone"] for one in world.left.bodies_of("contacts")] == ["2"]
    assert world.ledger.held() == ()


async def test_something_archived_with_the_same_match_key_is_asked_about_before_another_is_created(
    tmp_path: Path,
) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", phone="1")
    world.left.items["contacts"]["a1"] = world.left.items["contacts"]["a1"]._replace(archived=True)
    world.right.add("partners", mail="a@x.example", tel="2")
    await world.settle(2)
    assert world.left.log == []
    (held,) = world.ledger.held()
    world.ledger.decide(held.id, Decision.APPROVE, by="Ida", at=world.clock.now())
    await world.settle(2)
    assert [one["phone"] for one in world.left.bodies_of("contacts")] == ["1", "2"]
    assert world.ledger.held() == ()
