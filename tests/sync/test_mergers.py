"""An item that was merged into another on its side is no delete: its counterpart stays until a person decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sync.helpers import Ability, World

from interlock.model.history import Decision, EntryKind, HeldKind
from interlock.model.kept import LinkState


async def with_clients(tmp_path: Path, count: int, *, since: bool = True, **settings: str) -> World:
    world = World(tmp_path / "ledger", settings, Ability(since=since), Ability(since=since))
    for number in range(count):
        world.left.add("contacts", email=f"{number}@x.example", phone=str(number), name="N")
    await world.settle(2)
    return world


def methods(world: World) -> list[str]:
    return [method for peer in (world.left, world.right) for method, _, _ in peer.log]


@pytest.mark.parametrize("since", [True, False])
@pytest.mark.parametrize("rule", ["delete", "archive", "keep"])
async def test_the_winner_flows_and_the_losers_counterpart_is_held(tmp_path: Path, rule: str, since: bool) -> None:
    world = await with_clients(tmp_path, 2, since=since, client_delete=rule)
    before = world.writes()
    world.left.merge("contacts", "a2", "a1", phone="of both")
    await world.settle(4)
    assert world.right.items["partners"]["b1"].body["tel"] == "of both"
    assert len(world.right.live("partners")) == 2
    assert len(world.left.live("contacts")) == 1
    assert world.writes() == before + 1
    (held,) = world.ledger.held()
    assert held.kind is HeldKind.CONFLICT
    assert "`a2` in Shop was merged into `a1`, whose counterpart in Books is `b1` and not `b2`" in held.reason
    assert world.ledger.number_of_links("Client", LinkState.MERGED) == 1
    assert world.ledger.number_of_links("Client", LinkState.ACTIVE) == 1


@pytest.mark.parametrize(
    ("decision", "state", "left_there"),
    [(Decision.APPROVE, LinkState.ENDED, ["b1"]), (Decision.REJECT, LinkState.PARTED, ["b1", "b2"])],
)
async def test_a_person_decides_about_the_losers_counterpart(
    tmp_path: Path, decision: Decision, state: LinkState, left_there: list[str]
) -> None:
    world = await with_clients(tmp_path, 2)
    world.left.merge("contacts", "a2", "a1")
    await world.settle(2)
    world.ledger.decide(world.ledger.held()[0].id, decision, by="Ida", at=world.clock.now())
    await world.settle(3)
    assert [item.id for item in world.right.live("partners")] == left_there
    assert world.ledger.held() == ()
    assert world.ledger.number_of_links("Client", state) == 1


async def test_what_is_merged_there_as_well_is_over(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 2)
    world.left.merge("contacts", "a2", "a1")
    await world.settle(2)
    before = world.writes()
    world.right.merge("partners", "b2", "b1")
    await world.settle(3)
    assert world.ledger.held() == ()
    assert world.writes() == before
    assert world.ledger.number_of_links("Client", LinkState.ENDED) == 1


async def test_merged_in_both_between_two_looks_ends_without_a_word(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 2)
    before = world.writes()
    world.left.merge("contacts", "a2", "a1")
    world.right.merge("partners", "b2", "b1")
    await world.settle(3)
    assert world.ledger.held() == ()
    assert world.writes() == before


async def test_a_chain_of_mergers_is_followed_to_its_end(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 3)
    world.left.merge("contacts", "a3", "a2")
    world.left.merge("contacts", "a2", "a1")
    await world.settle(4)
    assert len(world.right.live("partners")) == 3
    held = sorted(world.ledger.held(), key=lambda one: one.reason)
    assert ["merged into `a1`, whose counterpart in Books is `b1`" in one.reason for one in held] == [True, True]
    assert "DELETE" not in methods(world)


async def test_a_circle_of_mergers_is_held(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 2)
    before = world.writes()
    world.left.merge("contacts", "a2", "a1")
    world.left.merge("contacts", "a1", "a2")
    world.left.remove("contacts", "a2")
    await world.settle(4)
    assert ["in a circle" in one.reason for one in world.ledger.held()] == [True, True]
    assert world.writes() == before


async def test_a_winner_without_counterpart_takes_the_one_of_the_loser(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 1, client_start="link only")
    other = world.left.add("contacts", email="new@x.example", phone="new", name="W")
    world.left.merge("contacts", "a1", other)
    await world.settle(3)
    assert [body["mail"] for body in world.right.bodies_of("partners")] == ["new@x.example"]
    assert len(world.left.live("contacts")) == 1
    assert world.ledger.held() == ()
    link = world.ledger.link_at("Client", world.left.side, other)
    assert link is not None
    assert link.right_id == "b1"


async def test_a_loser_that_was_never_linked_is_nothing(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 1, client_create="in Shop")
    before = world.writes()
    world.left.add("contacts", email="2@x.example", name="M")
    await world.settle(1)
    loser = world.left.live("contacts")[-1].id
    world.left.merge("contacts", loser, "a1")
    await world.settle(2)
    assert world.ledger.held() == ()
    assert world.writes() == before


async def test_an_item_that_is_parted_again_comes_to_life_on_the_same_link(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 2)
    world.left.merge("contacts", "a2", "a1")
    await world.settle(2)
    before = world.writes()
    del world.left.merged["a2"]
    world.left.restore("contacts", "a2", phone="back")
    await world.settle(3)
    assert world.writes() == before + 1
    assert world.right.items["partners"]["b2"].body["tel"] == "back"
    assert world.ledger.held() == ()
    assert world.ledger.number_of_links("Client", LinkState.ACTIVE) == 2


async def test_a_delete_where_another_item_has_its_match_key_now_is_asked_about(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 2)
    world.left.merge("contacts", "a2", "a1", tells=False, email="1@x.example")
    await world.settle(3)
    assert len(world.right.live("partners")) == 2
    assert "was it merged into that one?" in world.ledger.held()[0].reason
    world.ledger.decide(world.ledger.held()[0].id, Decision.APPROVE, by="Ida", at=world.clock.now())
    await world.settle(2)
    assert [item.id for item in world.right.live("partners")] == ["b1"]


async def test_mergers_do_not_count_as_deletes(tmp_path: Path) -> None:
    world = await with_clients(tmp_path, 40)
    for number in range(2, 41):
        world.left.merge("contacts", f"a{number}", "a1")
    await world.settle(3)
    assert HeldKind.GUARD not in {one.kind for one in world.ledger.held()}
    assert len(world.ledger.held()) == 39
    assert not any(entry.kind is EntryKind.DELETED for entry in world.ledger.history())


@pytest.mark.parametrize("written", [["a3", "a2"], "a3;a2"])
async def test_a_field_of_merged_ids_tells_of_mergers(tmp_path: Path, written: object) -> None:
    ability = Ability(merged_ids=True)
    world = World(tmp_path / "ledger", {}, ability, ability)
    for number in range(3):
        world.left.add("contacts", email=f"{number}@x.example", phone=str(number), name="N")
    await world.settle(2)
    world.left.merge("contacts", "a3", "a1", tells=False)
    world.left.merge("contacts", "a2", "a1", tells=False, note=written)
    await world.settle(2)
    assert len(world.right.live("partners")) == 3
    assert ["merged into `a1`" in held.reason for held in world.ledger.held()] == [True, True]
