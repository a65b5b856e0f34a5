"""That an item was created, deleted or archived is taken back by one write, and only where nothing was done since."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest
from tests.sync.helpers import Ability, World

from interlock.errors import NotPossible, UsageError
from interlock.model.history import Entry, EntryKind
from interlock.model.kept import LinkState
from interlock.model.plan import ChangeKind, Line
from interlock.model.value import Side


async def _created(tmp_path: Path, right_can: Ability | None = None, **settings: str) -> World:
    """A client of the shop that was created in the books."""
    world = World(tmp_path / "ledger", settings, right_can=right_can or Ability())
    world.left.add("contacts", email="a@x.example", name="Ann", phone="1")
    await world.settle(2)
    return world


def _last(world: World, kind: EntryKind) -> Entry:
    return [one for one in world.ledger.history() if one.kind is kind and not one.pair][-1]


async def _undo(world: World, kind: EntryKind) -> tuple[Line, ...]:
    """Take the last such entry back, after seeing that the plan of it is what it does and writes nothing."""
    entry, writes = _last(world, kind), world.writes()
    with world.ledger.rehearsal():
        planned = await world.integration.undo(entry, "Ida", rehearsed=True)
    assert world.writes() == writes
    done = await world.integration.undo(entry, "Ida")
    assert [(one.kind, one.side, one.fields) for one in planned] == [(one.kind, one.side, one.fields) for one in done]
    return done


async def _quiet(world: World) -> None:
    writes = world.writes()
    await world.settle(3)
    assert world.writes() == writes


# A create


async def test_what_was_created_is_deleted_and_not_created_again(tmp_path: Path) -> None:
    world = await _created(tmp_path)
    (line,) = await _undo(world, EntryKind.CREATED)
    assert (line.kind, line.side, line.target_id) == (ChangeKind.DELETE, Side.RIGHT, "b1")
    assert "`a1` in Shop stays, and nothing is created for it again" in line.reason
    assert [(one.pair, one.lost) for one in line.fields] == [
        ("email ↔ mail", "a@x.example"),
        ("phone ↔ tel", "1"),
        ("name → title", "Ann"),
    ]
    assert world.right.live("partners") == []
    await _quiet(world)
    world.left.edit("contacts", "a1", phone="2")
    await _quiet(world)
    assert len(world.left.live("contacts")) == 1
    assert "Ann" in [one.lost for one in world.ledger.history()]


async def test_where_nothing_can_be_deleted_what_was_created_is_archived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> NoReturn:
        raise NotPossible("no such request")

    world = await _created(tmp_path)
    monkeypatch.setattr(world.right, "delete_request", never)
    (line,) = await _undo(world, EntryKind.CREATED)
    assert line.kind is ChangeKind.ARCHIVE
    world.left.edit("contacts", "a1", phone="2")
    await _quiet(world)
    (item,) = world.right.live("partners")
    assert (item.archived, item.body["tel"]) == (True, "1")


@pytest.mark.parametrize("fields", [{"tel": "2"}, {"note": "said on the phone"}])
async def test_what_somebody_edited_is_not_taken_away(tmp_path: Path, fields: dict[str, str]) -> None:
    world = await _created(tmp_path)
    world.clock.passes(minutes=1)
    world.right.edit("partners", "b1", **fields)
    with pytest.raises(UsageError, match="has changed in Books since, so nothing was undone"):
        await world.integration.undo(_last(world, EntryKind.CREATED), "Ida")
    assert len(world.right.live("partners")) == 1


async def test_what_something_refers_to_is_not_taken_away(tmp_path: Path) -> None:
    world = await _created(tmp_path)
    world.left.add("invoices", number="7", client_id="a1", total="1", state="open")
    await world.settle(2)
    created = next(one for one in world.ledger.history() if one.kind is EntryKind.CREATED and one.record == "Client")
    with pytest.raises(UsageError, match="Invoice `b2` in Books refers to Client `b1`, so that it cannot go"):
        await world.integration.undo(created, "Ida")
    assert len(world.right.live("partners")) == 1


async def test_what_was_taken_back_once_is_not_taken_back_again(tmp_path: Path) -> None:
    world = await _created(tmp_path)
    entry = _last(world, EntryKind.CREATED)
    await world.integration.undo(entry, "Ida")
    with pytest.raises(UsageError, match="is not in use in Books any more"):
        await world.integration.undo(entry, "Ida")


# A delete


async def _deleted(tmp_path: Path, right_can: Ability | None = None) -> World:
    """The same, deleted in the shop and so in the books."""
    world = await _created(tmp_path, right_can)
    world.left.remove("contacts", "a1")
    await world.settle(2)
    assert world.right.live("partners") == []
    return world


async def test_what_was_deleted_is_made_again_and_stays_alone_until_its_counterpart_is_back(tmp_path: Path) -> None:
    world = await _deleted(tmp_path)
    (line,) = await _undo(world, EntryKind.DELETED)
    assert line.kind is ChangeKind.CREATE
    assert "`a1` in Shop stays deleted, and the two are one again if it is restored" in line.reason
    (item,) = world.right.live("partners")
    assert (item.id, item.body["mail"], item.body["tel"], item.body["title"]) == ("b2", "a@x.example", "1", "Ann")
    await _quiet(world)
    assert world.left.live("contacts") == []
    world.left.restore("contacts", "a1", phone="2")
    await world.settle(2)
    assert [one.body["tel"] for one in world.right.live("partners")] == ["2"]
    assert len(world.left.live("contacts")) == 1
    await _quiet(world)


async def test_what_was_deleted_is_made_again_for_a_counterpart_that_is_back_already(tmp_path: Path) -> None:
    world = await _deleted(tmp_path)
    world.left.restore("contacts", "a1", phone="2")
    await _quiet(world)
    (line,) = await _undo(world, EntryKind.DELETED)
    assert "as `a1` in Shop is now, and linked with it" in line.reason
    (link,) = world.ledger.links("Client")
    assert (link.left_id, link.right_id, link.state) == ("a1", "b2", LinkState.ACTIVE)
    await _quiet(world)
    world.right.edit("partners", "b2", tel="3")
    await world.settle(2)
    assert [one.body["phone"] for one in world.left.live("contacts")] == ["3"]


async def test_what_lies_in_the_bin_is_restored_where_the_system_can(tmp_path: Path) -> None:
    world = await _deleted(tmp_path, Ability(bin=True, restores=True))
    line, told = await _undo(world, EntryKind.DELETED)
    assert (line.kind, line.target_id, told.kind) == (ChangeKind.RESTORE, "b1", ChangeKind.REPORT)
    assert [one.id for one in world.right.live("partners")] == ["b1"]
    await _quiet(world)


async def test_what_was_deleted_is_not_made_beside_another_of_its_match_key(tmp_path: Path) -> None:
    world = await _deleted(tmp_path)
    world.right.add("partners", mail="a@x.example", tel="9")
    await world.settle(1)
    with pytest.raises(UsageError, match="`b2` in Books has the match key of Client `b1`"):
        await world.integration.undo(_last(world, EntryKind.DELETED), "Ida")


# An archiving


async def test_what_was_archived_is_taken_out_of_the_archive(tmp_path: Path) -> None:
    world = await _created(tmp_path, Ability(restores=True), client_delete="archive")
    world.left.remove("contacts", "a1")
    await world.settle(2)
    assert world.right.live("partners")[0].archived
    (line,) = await _undo(world, EntryKind.ARCHIVED)
    assert (line.kind, line.side, line.target_id) == (ChangeKind.RESTORE, Side.RIGHT, "b1")
    assert not world.right.live("partners")[0].archived
    await _quiet(world)
    assert (_last(world, EntryKind.RESTORED).item_id, world.ledger.held()) == ("b1", ())


@pytest.mark.parametrize("how", ["archive", "archive by `kind` = `old`"])
async def test_an_archiving_that_nothing_can_reverse_is_refused(tmp_path: Path, how: str) -> None:
    world = await _created(tmp_path, client_delete=how)
    world.left.remove("contacts", "a1")
    await world.settle(2)
    with pytest.raises(UsageError, match=r"nothing tells what `kind` was before|no such request") as refused:
        await world.integration.undo(_last(world, EntryKind.ARCHIVED), "Ida")
    assert refused.value.hint == "take Client `b1` out of the archive in Books itself"
    assert world.ledger.held() == ()


async def test_what_would_be_archived_again_is_left(tmp_path: Path) -> None:
    settings = {"client_when": "Shop: `kind` is `customer`", "client_leaves": "archive"}
    world = World(tmp_path / "ledger", settings, right_can=Ability(restores=True))
    world.left.add("contacts", email="a@x.example", name="Ann", phone="1", kind="customer")
    await world.settle(2)
    world.left.edit("contacts", "a1", kind="supplier")
    await world.settle(2)
    entry = _last(world, EntryKind.ARCHIVED)
    with pytest.raises(UsageError, match="would be archived again, as `a1` in Shop does not satisfy the condition"):
        await world.integration.undo(entry, "Ida")
    world.left.edit("contacts", "a1", kind="customer")
    await _undo(world, EntryKind.ARCHIVED)
    world.left.edit("contacts", "a1", phone="2")
    await world.settle(2)
    assert [(one.archived, one.body["tel"]) for one in world.right.live("partners")] == [(False, "2")]


# A crash within


@pytest.mark.parametrize("point", range(1, 12))
@pytest.mark.parametrize("kind", [EntryKind.CREATED, EntryKind.DELETED, EntryKind.ARCHIVED])
async def test_a_crash_within_does_it_once_or_not_at_all(tmp_path: Path, kind: EntryKind, point: int) -> None:
    delete = "archive" if kind is EntryKind.ARCHIVED else "delete"
    world = await _created(tmp_path, Ability(restores=True, finds=True), client_delete=delete)
    if kind is not EntryKind.CREATED:
        world.left.remove("contacts", "a1")
        await world.settle(2)
    entry = _last(world, kind)
    world.points.crash_at = world.points.count + point
    try:
        await world.integration.undo(entry, "Ida")
    except BaseException as crash:
        assert type(crash).__name__ == "Crash"
    world.restart()
    await world.settle(3)
    assert len(world.right.live("partners")) <= 1
    assert len(world.left.live("contacts")) == (1 if kind is EntryKind.CREATED else 0)
    assert world.ledger.intents() == ()
    await _quiet(world)
