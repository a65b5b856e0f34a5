"""The process dies at each boundary with the outside: afterwards there is one record, one link, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sync.helpers import Ability, World

from interlock.model.kept import LinkState

ABILITIES = {
    "key": Ability(keys=True),
    "find": Ability(finds=True),
    "neither": Ability(),
    "no item in answers": Ability(answers_item=False),
}
_ENOUGH = 200


def _is_right(world: World, expected: list[dict[str, str | None]]) -> None:
    bodies = [
        {name: value for name, value in body.items() if name != "id"} for body in world.right.bodies_of("partners")
    ]
    assert bodies == expected
    links = list(world.ledger.links("Client", state=LinkState.ACTIVE))
    assert len(links) == len(expected)
    assert world.ledger.held() == ()


@pytest.mark.parametrize("ability", ABILITIES)
async def test_create(tmp_path: Path, ability: str) -> None:
    for point in range(1, _ENOUGH):
        world = World(tmp_path / f"ledger{point}", right_can=ABILITIES[ability])
        world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
        came = await world.crash_at(point)
        await world.settle(3)
        _is_right(world, [{"mail": "a@x.example", "tel": "1", "title": "Ann"}])
        writes = world.writes()
        await world.settle(1)
        assert world.writes() == writes
        if not came:
            return
    raise AssertionError("more boundaries than were tried")


@pytest.mark.parametrize("ability", ["key", "neither"])
async def test_many_creates(tmp_path: Path, ability: str) -> None:
    """Also between the answers and the one transaction in which a group of them is noted."""
    names = [f"N{number}" for number in range(12)]
    for point in range(1, _ENOUGH):
        world = World(tmp_path / f"ledger{point}", right_can=ABILITIES[ability])
        for name in names:
            world.left.add("contacts", email=f"{name}@x.example", phone="1", name=name)
        came = await world.crash_at(point)
        await world.settle(3)
        assert sorted(body["title"] for body in world.right.bodies_of("partners")) == sorted(names)
        links = {link.left_id: link.right_id for link in world.ledger.links("Client", state=LinkState.ACTIVE)}
        assert len(links) == len(set(links.values())) == len(names)
        for left_id, right_id in links.items():
            left, right = world.left.items["contacts"][left_id], world.right.items["partners"][right_id]
            assert left.body["email"] == right.body["mail"]
        assert world.ledger.held() == ()
        writes = world.writes()
        await world.settle(1)
        assert world.writes() == writes
        world.ledger.close()
        if not came:
            return
    raise AssertionError("more boundaries than were tried")


async def test_many_changes(tmp_path: Path) -> None:
    """Each is made once, none is lost, and each stands once in the history."""
    count = 12
    for point in range(1, _ENOUGH):
        world = World(tmp_path / f"ledger{point}")
        items = [world.left.add("contacts", email=f"{n}@x.example", phone="1", name=f"N{n}") for n in range(count)]
        await world.settle(1)
        world.clock.passes(minutes=1)
        for item in items:
            world.left.edit("contacts", item, phone=f"new {item}")
        came = await world.crash_at(point)
        await world.settle(3)
        assert sorted(body["tel"] for body in world.right.bodies_of("partners")) == sorted(f"new {i}" for i in items)
        told = [entry.after for entry in world.ledger.history() if entry.pair == "phone ↔ tel"]
        assert sorted(map(str, told)) == sorted(f"new {item}" for item in items)
        assert world.ledger.held() == ()
        world.ledger.close()
        if not came:
            return
    raise AssertionError("more boundaries than were tried")


@pytest.mark.parametrize("ability", ["neither", "no item in answers"])
async def test_update(tmp_path: Path, ability: str) -> None:
    for point in range(1, _ENOUGH):
        world = World(tmp_path / f"ledger{point}", right_can=ABILITIES[ability])
        item = world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
        await world.settle(1)
        world.clock.passes(minutes=1)
        world.left.edit("contacts", item, phone="2")
        came = await world.crash_at(point)
        await world.settle(3)
        _is_right(world, [{"mail": "a@x.example", "tel": "2", "title": "Ann"}])
        assert [entry.after for entry in world.ledger.history() if entry.pair == "phone ↔ tel"] == ["2"]
        if not came:
            return
    raise AssertionError("more boundaries than were tried")


@pytest.mark.parametrize("ability", ["neither"])
async def test_delete(tmp_path: Path, ability: str) -> None:
    for point in range(1, _ENOUGH):
        world = World(tmp_path / f"ledger{point}", right_can=ABILITIES[ability])
        item = world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
        world.left.add("contacts", email="b@x.example", phone="2", name="Ben")
        await world.settle(1)
        world.clock.passes(minutes=11)
        world.left.remove("contacts", item)
        came = await world.crash_at(point)
        await world.settle(3)
        _is_right(world, [{"mail": "b@x.example", "tel": "2", "title": "Ben"}])
        assert len(world.left.live("contacts")) == 1
        assert sum(entry.kind.value == "deleted" for entry in world.ledger.history()) == 1
        if not came:
            return
    raise AssertionError("more boundaries than were tried")


async def test_an_edit_between_crash_and_recovery_survives(tmp_path: Path) -> None:
    for point in range(1, _ENOUGH):
        world = World(tmp_path / f"ledger{point}", {"client_conflict": "hold"})
        item = world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
        await world.settle(1)
        world.clock.passes(minutes=1)
        world.left.edit("contacts", item, phone="2")
        came = await world.crash_at(point)
        world.right.edit("partners", "b1", tel="3")
        await world.settle(3)
        left, right = world.left.bodies_of("contacts")[0]["phone"], world.right.bodies_of("partners")[0]["tel"]
        held = [one for one in world.ledger.held() if one.pair]
        assert (left, right) == ("3", "3") or (left, right, len(held)) == ("2", "3", 1)
        if not came:
            return
    raise AssertionError("more boundaries than were tried")
