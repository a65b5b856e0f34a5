"""Answers that were lost, or that show nothing: what people did meanwhile survives, and stands once in the history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.sync.helpers import Ability, World

from interlock.errors import Refused, Unreachable
from interlock.model.history import HeldKind
from interlock.model.http import Request
from interlock.model.kept import LinkState
from interlock.model.peer import Item, Missing


def client(world: World, **fields: Any) -> str:
    return world.left.add("contacts", **{"email": "ann@x.example", "phone": "1", "name": "Ann", **fields})


def once(deed: Callable[[Request], None]) -> Callable[[Request], None]:
    """Do it at the first write only."""
    left = [deed]

    def step(request: Request) -> None:
        if left:
            left.pop()(request)

    return step


def lost_values(world: World) -> list[Any]:
    return [entry.lost for entry in world.ledger.history() if isinstance(entry.lost, str)]


async def linked(world: World, **fields: Any) -> None:
    """One client on both sides, settled."""
    client(world, **fields)
    await world.settle(2)
    assert len(world.right.live("partners")) == 1


# Answers without the item


@pytest.mark.parametrize("first", [True, False])
async def test_an_edit_before_our_look_at_a_write_without_answer_flows(tmp_path: Path, first: bool) -> None:
    world = World(tmp_path / "ledger", right_can=Ability(answers_item=False))
    if not first:
        await linked(world)
        world.left.edit("contacts", "a1", phone="2")
    else:
        client(world)
    world.right.after_write = once(lambda _request: world.right.edit("partners", "b1", tel="77"))
    await world.settle(3)
    assert world.left.items["contacts"]["a1"].body["phone"] == "77"
    assert world.right.items["partners"]["b1"].body["tel"] == "77"


async def test_a_system_that_rewrites_and_answers_nothing_is_not_taken_for_a_person(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", right_can=Ability(answers_item=False))
    world.right.rewrite = lambda body: {**body, "tel": "00" + body["tel"].lstrip("+0")} if body.get("tel") else body
    await linked(world, phone="+41441234567")
    assert world.left.items["contacts"]["a1"].body["phone"] == "+41441234567"
    assert world.right.items["partners"]["b1"].body["tel"] == "0041441234567"
    writes = world.writes()
    await world.settle(3)
    assert world.writes() == writes


@pytest.mark.parametrize("answers", [True, False])
async def test_an_edit_that_a_deleted_item_took_is_not_lost_with_it(tmp_path: Path, answers: bool) -> None:
    world = World(tmp_path / "ledger", right_can=Ability(answers_item=answers, tombstones=True, bin=True))
    await linked(world)
    world.left.edit("contacts", "a1", phone="2")
    world.right.before_write = once(lambda _request: world.right.remove("partners", "b1"))
    await world.settle(3)
    assert world.left.items["contacts"]["a1"].body["phone"] == "2"
    assert [item.id for item in world.left.live("contacts")] == ["a1"]
    assert [one.kind for one in world.ledger.held()] == [HeldKind.CONFLICT]
    assert any("had been deleted there" in entry.reason for entry in world.ledger.history())


# Updates whose answer was lost


def lose_and(world: World, deed: Callable[[], None]) -> None:
    """The next write to the right is applied, its answer is lost, and somebody does something."""

    def lost(_request: Request) -> None:
        deed()
        raise Unreachable("timed out", sent=True)

    world.right.after_write = once(lost)


async def test_a_value_that_a_lost_write_overwrote_stands_once_in_the_history(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    await linked(world)
    world.left.edit("contacts", "a1", phone="2")
    world.right.edit("partners", "b1", tel="3")
    lose_and(world, lambda: world.right.edit("partners", "b1", tel="4"))
    await world.settle(5)
    assert world.left.items["contacts"]["a1"].body["phone"] == world.right.items["partners"]["b1"].body["tel"] == "2"
    assert sorted(lost_values(world)) == ["3", "4"]


@pytest.mark.parametrize("both", [True, False])
async def test_it_stands_there_also_when_the_item_is_deleted_then(tmp_path: Path, both: bool) -> None:
    world = World(tmp_path / "ledger")
    await linked(world)
    world.left.edit("contacts", "a1", phone="2")
    world.right.edit("partners", "b1", tel="3")

    def delete() -> None:
        world.right.remove("partners", "b1")
        if both:
            world.left.remove("contacts", "a1")

    lose_and(world, delete)
    await world.settle(5)
    assert "3" in lost_values(world)
    assert lost_values(world).count("3") == 1


async def test_an_edit_of_another_field_does_not_undo_what_was_applied(tmp_path: Path) -> None:
    """One field proves that the write was applied: the edit of the other one is a change since, and no conflict."""
    world = World(tmp_path / "ledger", {"client_conflict": "hold"})
    await linked(world)
    world.left.edit("contacts", "a1", phone="2", email="b@x.example")
    lose_and(world, lambda: world.right.edit("partners", "b1", tel="4"))
    await world.settle(5)
    assert world.ledger.held() == ()
    assert world.left.items["contacts"]["a1"].body["phone"] == "4"
    assert world.right.items["partners"]["b1"].body["mail"] == "b@x.example"


async def test_a_lost_write_to_a_system_that_rewrites_is_no_conflict(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_conflict": "hold"})
    world.right.rewrite = lambda body: {**body, "title": body["title"][:10]} if body.get("title") else body
    await linked(world)
    world.left.edit("contacts", "a1", name="Annabel von und zu Hohenfels")
    lose_and(world, lambda: None)
    await world.settle(5)
    assert world.ledger.held() == ()
    assert world.left.items["contacts"]["a1"].body["name"] == "Annabel von und zu Hohenfels"
    assert len([path for method, _, path in world.right.log if method == "PATCH"]) == 1


@pytest.mark.parametrize("act", ["create", "update", "delete"])
async def test_the_run_that_finds_a_lost_write_done_says_so(tmp_path: Path, act: str) -> None:
    world = World(tmp_path / "ledger")
    if act == "create":
        client(world)
    else:
        await linked(world)
    if act == "update":
        world.left.edit("contacts", "a1", phone="2")
    if act == "delete":
        world.left.remove("contacts", "a1")
    lose_and(world, lambda: None)
    reports = []
    for _ in range(5):
        reports.append(await world.integration.cycle())
        world.clock.passes(minutes=11)
    assert [report.found_done for report in reports if report.found_done] == [1]
    assert sum(report.writes for report in reports) == 0, "nothing is written a second time"


# Creates whose answer was lost


async def test_a_create_whose_match_key_was_changed_since_is_held_not_repeated(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    client(world)
    lose_and(world, lambda: world.right.edit("partners", "b1", mail="other@x.example"))
    await world.settle(5)
    assert len(world.right.live("partners")) == 1
    assert len(world.left.live("contacts")) == 1
    (held,) = world.ledger.held()
    assert held.kind is HeldKind.IN_DOUBT
    assert "`b1`" in held.reason
    world.right.edit("partners", "b1", mail="ann@x.example")
    await world.settle(2)
    assert world.ledger.held() == ()
    assert len(list(world.ledger.links("Client", state=LinkState.ACTIVE))) == 1


async def test_a_create_whose_key_is_refused_later_is_looked_for(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", right_can=Ability(keys=True))
    client(world)

    def lost(_request: Request) -> None:
        world.right.before_write = once(refused)
        raise Unreachable("timed out", sent=True)

    def refused(_request: Request) -> None:
        world.left.remove("contacts", "a1")
        raise Refused("not found", status=404)

    world.right.after_write = once(lost)
    await world.settle(4)
    assert not world.left.live("contacts")
    assert not world.right.live("partners")
    assert len(world.left.items["contacts"]) == len(world.right.items["partners"]) == 1


async def test_a_create_that_was_refused_because_it_is_there_is_linked(tmp_path: Path) -> None:
    """No list shows it; the refusal names it."""
    world = World(tmp_path / "ledger")
    client(world)
    there = world.right.add("partners", mail="ann@x.example", tel="1", title="Ann")
    world.right.hidden.add(there)  # lists do not show it

    async def get(resource: str, item_id: str) -> Item | Missing:
        return world.right.items[resource].get(item_id) or Missing.GONE

    world.right.get = get  # type: ignore[method-assign]

    def refuse(_request: Request) -> None:
        raise Refused("exists", status=409, body={"message": f"Partner already exists. Existing ID: {there}"})

    world.right.before_write = refuse
    await world.settle(2)
    assert len(world.right.live("partners")) == 1
    assert [(link.left_id, link.right_id) for link in world.ledger.links("Client")] == [("a1", there)]
    assert world.ledger.held() == ()


async def test_an_item_that_the_refusal_names_is_left_when_its_key_differs(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"then": "hold the item and alert"})
    client(world)
    world.right.add("partners", mail="bob@x.example", tel="9", title="Bob")
    await world.integration.cycle()

    def refuse(_request: Request) -> None:
        raise Refused("exists", status=409, body={"id": "b1"})

    world.right.before_write = refuse
    client(world, email="carl@x.example")
    await world.settle(4)
    assert [held.kind for held in world.ledger.held()] == [HeldKind.REJECTED]
    assert world.right.items["partners"]["b1"].body["title"] == "Bob"
