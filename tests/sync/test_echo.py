"""What a run wrote is not taken for a change, also where a system keeps it in its own way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.sync.helpers import Ability, World

from interlock.model.history import Decision, EntryKind
from interlock.model.peer import Item, Missing, Page


@pytest.mark.parametrize("answers_item", [True, False])
async def test_a_system_that_cuts_values_does_not_cut_them_at_their_source(tmp_path: Path, answers_item: bool) -> None:
    def cut(body: dict[str, Any]) -> dict[str, Any]:
        return {name: value[:8] if isinstance(value, str) else value for name, value in body.items()}

    world = World(tmp_path / "ledger", right_can=Ability(answers_item=answers_item))
    world.right.rewrite = cut
    world.left.add("contacts", email="a@x.exam", phone="0123456789", name="A very long name")
    await world.settle()
    assert world.left.bodies_of("contacts")[0]["phone"] == "0123456789"
    assert world.right.bodies_of("partners")[0]["tel"] == "01234567"
    assert world.writes() == 1
    world.left.edit("contacts", "a1", phone="9876543210")
    await world.settle()
    assert world.right.bodies_of("partners")[0]["tel"] == "98765432"
    assert world.left.bodies_of("contacts")[0]["phone"] == "9876543210"
    assert world.writes() == 2


async def test_what_an_automation_changes_in_answer_to_a_write_flows_once(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    await world.settle(1)
    world.right.rewrite = lambda body: {**body, "mail": "auto@x.example"}
    world.left.edit("contacts", "a1", phone="2")
    await world.settle(1)
    world.right.rewrite = lambda body: body
    await world.settle()
    assert world.left.bodies_of("contacts")[0]["email"] == "auto@x.example"
    assert world.writes() == 3


async def test_an_edit_that_is_taken_back_before_it_is_seen_writes_nothing(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    await world.settle(1)
    world.left.edit("contacts", "a1", phone="2")
    world.left.edit("contacts", "a1", phone="1")
    await world.settle(2)
    assert world.writes() == 1


async def test_a_value_that_changes_often_and_flows_one_way_is_never_stopped(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="ann@x.example", phone="1", name="0")
    for number in range(1, 41):
        world.clock.passes(minutes=1)
        world.left.edit("contacts", "a1", name=str(number))
        await world.integration.cycle()
    assert world.right.items["partners"]["b1"].body["title"] == "40"
    assert world.ledger.held() == ()


async def test_an_automation_that_undoes_what_is_put_back_is_held_until_somebody_decides(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    world.left.add("contacts", email="ann@x.example", phone="1", name="Ann")
    await world.settle(1)
    for _ in range(30):
        world.right.edit("partners", "b1", title="ANN")
        world.clock.passes(minutes=5)
        await world.integration.cycle()
    assert len([one for one in world.right.log if one[0] == "PATCH"]) == 5
    (held,) = world.ledger.held()
    assert "goes to and fro" in held.reason
    assert world.alerts.kinds() == ["held"]
    world.ledger.decide(held.id, Decision.LEFT, by="Ida", at=world.clock.now())
    await world.settle(1)
    assert world.right.items["partners"]["b1"].body["title"] == "Ann"
    assert world.ledger.held() == ()


async def test_what_a_slow_system_shows_late_in_its_own_spelling_does_not_win_over_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_yet(_resource: str, _item_id: str) -> Missing:
        return Missing.GONE

    world = World(tmp_path / "ledger", left_can=Ability(answers_item=False))
    world.left.rewrite = lambda body: {name: str(value).upper() for name, value in body.items()}
    world.right.add("partners", mail="a@x.example", tel="home", title="Ann", rating="1")
    with monkeypatch.context() as slow:
        slow.setattr(world.left, "get", not_yet)
        await world.settle(1)
    world.right.edit("partners", "b1", tel="office")
    await world.settle()
    assert world.right.bodies_of("partners")[0]["tel"] == "office"
    assert world.left.bodies_of("contacts")[0]["phone"] == "OFFICE"
    assert world.right.log == []
    told = [one for one in world.ledger.history(record="Client") if one.kind is EntryKind.REPORTED]
    assert any("keeps `phone ↔ tel` in its own way" in one.reason for one in told)


async def test_an_edit_that_was_overwritten_unseen_does_not_come_back_from_a_copy_that_is_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path / "ledger", right_can=Ability(answers_item=False))
    world.left.add("contacts", email="a@x.example", phone="1", name="Ann")
    await world.settle()
    before = world.right.items["partners"]["b1"]
    world.left.edit("contacts", "a1", phone="2")
    world.clock.passes(seconds=10)
    world.right.edit("partners", "b1", tel="3")
    edited = world.right.items["partners"]["b1"]
    world.clock.passes(seconds=10)
    shown = iter((before, edited))

    async def behind(_resource: str, _item_id: str) -> Item:
        return next(shown, edited)

    async def no_news(_resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        del since
        yield Page((before,), world.clock.now().replace(microsecond=0), last=True)

    with monkeypatch.context() as slow:
        slow.setattr(world.right, "get", behind)
        slow.setattr(world.right, "pages", no_news)
        await world.integration.cycle()
    assert world.right.bodies_of("partners")[0]["tel"] == "2"
    await world.settle()
    assert world.left.bodies_of("contacts")[0]["phone"] == "2"
    assert world.left.log == []
