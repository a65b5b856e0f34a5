"""A written value is taken back as an edit like any other, and only where nothing was changed since."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sync.helpers import World

from interlock.errors import UsageError
from interlock.model.history import Entry, EntryKind
from interlock.model.value import Side


@pytest.fixture
async def changed(tmp_path: Path) -> tuple[World, str, str, Entry]:
    """A client whose phone was changed in the shop and written to the books; with the entry that tells of it."""
    world = World(tmp_path / "ledger")
    one = world.left.add("contacts", email="a@x.example", name="Ann", phone="1")
    await world.settle(2)
    (other,) = world.right.live("partners")
    world.left.edit("contacts", one, phone="2", name="Anne")
    await world.settle(1)
    return world, one, other.id, _entry(world, "phone ↔ tel")


def _entry(world: World, pair: str) -> Entry:
    return [one for one in world.ledger.history() if one.pair == pair][-1]


def _phones(world: World) -> tuple[object, object]:
    (left,), (right,) = world.left.live("contacts"), world.right.live("partners")
    return left.body["phone"], right.body["tel"]


async def test_the_plan_of_an_undo_is_what_it_does(changed: tuple[World, str, str, Entry]) -> None:
    world, one, other, entry = changed
    with world.ledger.rehearsal():
        planned = await world.integration.undo(entry, "Ida", rehearsed=True)
    assert _phones(world) == ("2", "2")
    done = await world.integration.undo(entry, "Ida")
    assert planned == done
    assert [(line.side, line.target_id, line.fields[0].after) for line in done] == [
        (Side.RIGHT, other, "1"),
        (Side.LEFT, one, "1"),
    ]
    assert _phones(world) == ("1", "1")
    last = [(line.kind, line.side, line.before, line.after) for line in world.ledger.history()[-2:]]
    assert last == [
        (EntryKind.OVERWRITTEN, Side.RIGHT, "2", "1"),
        (EntryKind.UPDATED, Side.LEFT, "2", "1"),
    ]
    writes = world.writes()
    await world.settle(2)
    assert world.writes() == writes


async def test_what_was_changed_since_is_not_taken_back(changed: tuple[World, str, str, Entry]) -> None:
    world, _, other, entry = changed
    world.right.edit("partners", other, tel="3")
    writes = world.writes()
    with pytest.raises(UsageError, match="has changed since, so nothing was undone"):
        await world.integration.undo(entry, "Ida")
    assert world.writes() == writes
    await world.settle(1)
    assert _phones(world) == ("3", "3")


async def test_what_one_side_feeds_is_not_taken_back(changed: tuple[World, str, str, Entry]) -> None:
    world, *_ = changed
    with pytest.raises(UsageError, match="comes from Shop alone") as refused:
        await world.integration.undo(_entry(world, "name → title"), "Ida")
    assert refused.value.hint == "set it in Shop; the next run brings it over"
    (created,) = [one for one in world.ledger.history() if one.kind is EntryKind.CREATED]
    with pytest.raises(UsageError, match="has changed in Books since"):
        await world.integration.undo(created, "Ida")


@pytest.mark.parametrize("point", range(1, 14))
async def test_a_crash_within_leaves_both_sides_equal(changed: tuple[World, str, str, Entry], point: int) -> None:
    world, _, _, entry = changed
    world.points.crash_at = world.points.count + point
    try:
        await world.integration.undo(entry, "Ida")
    except BaseException as crash:
        assert type(crash).__name__ == "Crash"
    world.restart()
    await world.settle(3)
    left, right = _phones(world)
    assert left == right
    assert left in ("1", "2")
