"""A ledger that is older than what was done since, or gone: no duplicate, no delete, only what really differs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.sync.helpers import World

from interlock.model.history import Decision, EntryKind, HeldKind
from interlock.model.peer import Item
from interlock.model.value import Side


def partners(world: World) -> list[tuple[object, object]]:
    return sorted((item.body.get("mail"), item.body.get("tel")) for item in books(world))


def books(world: World) -> list[Item]:
    return [item for item in world.right.items["partners"].values() if not item.deleted]


def backup(world: World) -> Path:
    """A copy of the ledger as it is now."""
    copy = world.file.with_name("copy")
    world.ledger.copy_to(copy)
    return copy


def put_back(world: World, copy: Path) -> None:
    """The copy takes the ledger's place, as a person does it who knows no command for it."""
    world.ledger.close()
    shutil.copy(copy, world.file)
    for ending in ("-wal", "-shm"):
        world.file.with_name(world.file.name + ending).unlink(missing_ok=True)
    world.restart()


async def settled(world: World) -> int:
    """Let it come to rest; how many writes that took."""
    before = len(world.left.log) + len(world.right.log)
    await world.settle()
    after = len(world.left.log) + len(world.right.log)
    await world.settle()
    assert len(world.left.log) + len(world.right.log) == after
    return after - before


async def test_a_restored_ledger_leads_to_what_really_differs_and_to_nothing_else(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    ids = [world.left.add("contacts", email=f"{n}@x.example", phone=str(n), name="Ann") for n in range(5)]
    await settled(world)
    copy = backup(world)
    world.left.edit("contacts", ids[0], phone="00")
    world.left.add("contacts", email="new@x.example", phone="9", name="Bea")
    world.left.remove("contacts", ids[1])
    await settled(world)
    world.clock.passes(minutes=5)
    right = {item.body["mail"]: item.id for item in books(world)}
    world.right.edit("partners", right["2@x.example"], tel="22")
    world.left.remove("contacts", ids[3])
    put_back(world, copy)

    assert await settled(world) == 1
    assert partners(world) == [
        ("0@x.example", "00"),
        ("2@x.example", "22"),
        ("3@x.example", "3"),
        ("4@x.example", "4"),
        ("new@x.example", "9"),
    ]
    assert world.left.items["contacts"][ids[2]].body["phone"] == "22"
    (held,) = world.ledger.held()
    assert (held.kind, held.item_id) == (HeldKind.GUARD, ids[3])
    assert held.reason == (
        "deleted in Shop; the ledger was restored from an older copy, which does not tell whether it was just not "
        "there yet"
    )
    told = [entry for entry in world.ledger.history() if entry.kind is EntryKind.RESYNCED]
    assert sorted(entry.record for entry in told) == ["Client", "Invoice"]
    assert world.alerts.kinds().count("restored") == 1

    world.ledger.decide(held.id, Decision.APPROVE, by="Ida", at=world.clock.now())
    assert await settled(world) == 1
    assert len(partners(world)) == 4
    # What is deleted later is deleted as ever.
    world.clock.passes(minutes=30)
    world.left.remove("contacts", ids[4])
    assert await settled(world) == 1
    assert world.ledger.held() == ()


async def test_what_cannot_be_recognised_is_not_created_again_after_a_restore(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_match": "none", "client_create": "in both"})
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    await settled(world)
    copy = backup(world)
    world.left.add("contacts", email="b@x.example", phone="2", name="Bea")
    await settled(world)
    world.clock.passes(minutes=5)
    put_back(world, copy)
    assert await settled(world) == 0
    assert len(partners(world)) == 2
    held = world.ledger.held()
    assert {one.side for one in held} == {Side.LEFT, Side.RIGHT}
    assert all(one.kind is HeldKind.GUARD for one in held)
    first, second = held
    world.ledger.decide(first.id, Decision.APPROVE, by="Ida", at=world.clock.now())
    world.ledger.decide(second.id, Decision.REJECT, by="Ida", at=world.clock.now())
    assert await settled(world) == 1


async def test_a_lost_ledger_links_again_and_creates_nothing_without_asking(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    for n in range(3):
        world.left.add("contacts", email=f"{n}@x.example", phone=str(n), name="Ann")
    await settled(world)
    world.clock.passes(minutes=5)
    world.left.add("contacts", email="new@x.example", phone="9", name="Bea")
    world.ledger.close()
    for ending in ("", "-wal", "-shm"):
        world.file.with_name(world.file.name + ending).unlink(missing_ok=True)
    world.restart()
    assert await settled(world) == 0
    assert len(partners(world)) == 3
    assert world.ledger.counts()["Client"]["linked"] == 3
    (held,) = world.ledger.held()
    assert held.reason == "what was linked was lost, so nothing tells whether it was created in Books before"
    world.left.add("contacts", email="later@x.example", phone="8", name="Eve")
    assert await settled(world) == 1
    world.ledger.decide(held.id, Decision.APPROVE, by="Ida", at=world.clock.now())
    assert await settled(world) == 1
    assert world.ledger.held() == ()


async def test_what_flowed_since_the_start_flows_on_after_a_lost_ledger(tmp_path: Path) -> None:
    """When it went live stands beside the ledger, too: else all that there is would count as older than the start."""
    world = World(tmp_path / "ledger", {"client_start": "from go-live"})
    world.left.add("contacts", email="old@x.example", phone="1", name="Ann")
    world.right.add("partners", mail="old@x.example", tel="2", title="Ann")
    await settled(world)
    world.clock.passes(minutes=30)
    flows = world.left.add("contacts", email="new@x.example", phone="3", name="Bea")
    await settled(world)
    world.clock.passes(minutes=30)
    world.ledger.close()
    for ending in ("", "-wal", "-shm"):
        world.file.with_name(world.file.name + ending).unlink(missing_ok=True)
    world.restart()
    assert await settled(world) == 0
    assert world.ledger.counts()["Client"]["linked"] == 1
    world.left.edit("contacts", flows, phone="4")
    assert await settled(world) == 1
    assert partners(world) == [("new@x.example", "4"), ("old@x.example", "2")]


@pytest.mark.parametrize("then", ["edited", "deleted there", "forbidden there"])
async def test_a_forgotten_item_flows_on(then: str, tmp_path: Path) -> None:
    """Of its counterpart nothing is known any more: it is asked for, and if it is gone by now, so it is found."""
    world = World(tmp_path / "ledger", {"client_create": "in both"})
    here = world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    await settled(world)
    (there,) = [item.id for item in books(world)]
    world.ledger.forget("Client", [("left", here), ("right", there)], world.clock.now())
    world.clock.passes(minutes=1)
    if then == "deleted there":
        world.right.remove("partners", there)
    if then == "forbidden there":
        world.right.hidden.add(there)
    world.left.edit("contacts", here, phone="2")
    await world.integration.cycle()
    if then == "edited":
        assert partners(world) == [("a@x.example", "2")]
    elif then == "deleted there":
        assert partners(world) == []
        assert world.ledger.held() or world.left.items["contacts"][here].deleted
    else:
        assert partners(world) == [("a@x.example", "1")]
        world.right.hidden.clear()
        await settled(world)
        assert partners(world) == [("a@x.example", "2")]


@pytest.mark.parametrize("lost", ["mark", "none"])
async def test_only_a_ledger_that_is_not_what_it_was_is_doubted(lost: str, tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    await settled(world)
    if lost == "mark":
        world.file.with_name("ledger.mark").unlink()
    world.restart()
    assert await settled(world) == 0
    told = [entry.kind for entry in world.ledger.history()]
    assert told.count(EntryKind.RESYNCED) == (2 if lost == "mark" else 0)


async def test_who_only_notes_something_does_not_hide_that_the_ledger_is_a_copy(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    await settled(world)
    copy = backup(world)
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    await settled(world)
    put_back(world, copy)
    world.ledger.set_fact("noted", "by a command that takes no lease")
    assert await settled(world) == 0
    told = [entry.kind for entry in world.ledger.history()]
    assert told.count(EntryKind.RESYNCED) == 2


async def test_what_may_be_our_own_of_something_gone_is_not_created_again_after_a_restore(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_create": "in both"})
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    await settled(world)
    world.clock.passes(minutes=10)
    await settled(world)
    copy = backup(world)
    gone = world.left.add("contacts", email="b@x.example", phone="2", name="Bea")
    await settled(world)
    world.clock.passes(minutes=10)
    world.left.remove("contacts", gone)
    put_back(world, copy)
    assert await settled(world) == 0
    world.clock.passes(minutes=10)
    world.right.add("partners", mail="c@x.example", tel="3", title="Cyd")
    assert await settled(world) == 1
    assert sorted(str(item.body["email"]) for item in world.left.items["contacts"].values() if not item.deleted) == [
        "a@x.example",
        "c@x.example",
    ]
    (held,) = world.ledger.held()
    assert held.reason == (
        "the ledger was restored from an older copy, which does not tell whether it had a counterpart in Shop, which "
        "is gone since, or has another match key"
    )
    world.ledger.decide(held.id, Decision.APPROVE, by="Ida", at=world.clock.now())
    assert await settled(world) == 1
    assert world.ledger.held() == ()


@pytest.mark.parametrize("other", ["another key", "gone"])
async def test_what_had_a_counterpart_before_a_restore_is_not_given_another_one(other: str, tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    await settled(world)
    world.clock.passes(minutes=10)
    await settled(world)
    copy = backup(world)
    world.clock.passes(minutes=60)
    there = world.left.add("contacts", email="b@x.example", phone="2", name="Bea")
    await settled(world)
    world.clock.passes(minutes=10)
    if other == "gone":
        world.right.remove("partners", books(world)[-1].id)
    else:
        world.left.edit("contacts", there, email="c@x.example")
    kept = partners(world)
    put_back(world, copy)
    assert await settled(world) == 0
    assert partners(world) == kept
    held = world.ledger.held()
    assert (Side.LEFT, there) in {(one.side, one.item_id) for one in held}
    assert {one.kind for one in held} == {HeldKind.GUARD}
    world.clock.passes(minutes=10)
    world.left.add("contacts", email="d@x.example", phone="4", name="Dot")
    assert await settled(world) == 1
