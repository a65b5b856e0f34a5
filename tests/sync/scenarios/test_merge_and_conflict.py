"""Merge and conflict: what flows, what gives way, and what waits for a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.sync.scenarios.between import showing
from tests.sync.scenarios.words import Words
from tests.sync.scenarios.world import Next, World, texts

from interlock.model.history import Decision, EntryKind, HeldKind
from interlock.model.http import Answer, Request
from interlock.model.plan import ChangeKind
from interlock.sandbox import Behaviours

Make = Callable[..., World]
NEWEST = "newest wins, else source of truth"


async def test_001_an_edit_is_one_write_of_that_field(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="new")
    assert await world.rounds(1) == 1
    assert texts(world.right.writes[-1:]) == [f'PATCH /people/{b} {{"tel":"new"}}']
    assert await world.rounds(1) == 0


async def test_002_edits_of_two_fields_meet(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="new")
    world.right.edit(b, mail="other@x.example")
    await world.rounds(2)
    assert (world.left.body(a)["phone"], world.left.body(a)["email"]) == ("new", "other@x.example")
    assert (world.right.body(b)["tel"], world.right.body(b)["mail"]) == ("new", "other@x.example")
    assert world.calm
    assert world.lost() == []


async def test_003_the_same_edit_on_both_sides_is_no_conflict(make: Make) -> None:
    world = make(conflict="hold")
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="same")
    world.right.edit(b, tel="same")
    assert await world.rounds(1) == 0
    assert world.calm
    world.right.edit(b, tel="later")  # the base has advanced: this is an edit of one side alone
    await world.rounds(1)
    assert world.left.body(a)["phone"] == "later"
    assert world.calm


async def test_004_the_source_of_truth_wins_and_the_other_value_is_in_the_history(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="ours")
    world.right.edit(b, tel="theirs")
    before = len(world.left.writes)
    await world.rounds(2)
    assert world.right.body(b)["tel"] == "ours"
    assert len(world.left.writes) == before
    [entry] = [one for one in world.told() if one.lost == "theirs"]
    assert (entry.after, entry.item_id) == ("ours", b)
    assert "scenario.interlock.md" in entry.place


async def test_005_a_held_conflict_stays_one_and_other_fields_flow(make: Make) -> None:
    world = make(conflict="hold")
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="ours", name="Neu")
    world.right.edit(b, tel="theirs")
    assert await world.rounds(1) == 1
    assert world.right.body(b)["title"] == "Neu"
    assert (world.left.body(a)["phone"], world.right.body(b)["tel"]) == ("ours", "theirs")
    await world.rounds(1)
    [held] = world.held()
    assert (held.kind, held.left, held.right) == (HeldKind.CONFLICT, "ours", "theirs")


async def test_006_a_decision_is_carried_out_and_names_who_took_it(make: Make) -> None:
    world = make(conflict="hold")
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="ours")
    world.right.edit(b, tel="theirs")
    await world.rounds(1)
    world.decide(world.held()[0], Decision.RIGHT, by="Grace")
    await world.rounds(1)
    assert world.left.body(a)["phone"] == "theirs"
    assert world.held() == ()
    assert any("Grace" in entry.reason for entry in world.told(EntryKind.DECIDED))


async def test_006_a_decision_on_values_that_changed_since_is_not_carried_out(make: Make) -> None:
    world = make(conflict="hold")
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="ours")
    world.right.edit(b, tel="theirs")
    await world.rounds(1)
    world.left.edit(a, phone="ours, newer")
    world.decide(world.held()[0], Decision.RIGHT)
    await world.rounds(1)
    assert world.left.body(a)["phone"] == "ours, newer"
    [held] = world.held()
    assert (held.left, held.decision) == ("ours, newer", None)


@pytest.mark.parametrize(("first", "wins"), [("left", "theirs"), ("right", "ours")])
async def test_007_the_later_edit_wins(make: Make, first: str, wins: str) -> None:
    world = make(conflict=NEWEST)
    [(a, b)] = await world.linked()
    for side in (first, "right" if first == "left" else "left"):
        if side == "left":
            world.left.edit(a, phone="ours")
        else:
            world.right.edit(b, tel="theirs")
        await world.clock.sleep(60)
    await world.rounds(2)
    assert (world.left.body(a)["phone"], world.right.body(b)["tel"]) == (wins, wins)
    assert world.lost() == ["ours" if wins == "theirs" else "theirs"]


async def test_008_edits_too_close_to_tell_go_by_the_tie_rule(make: Make) -> None:
    world = make(conflict=NEWEST)
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="ours")
    await world.clock.sleep(1)
    world.right.edit(b, tel="theirs")
    await world.rounds(2)
    assert world.right.body(b)["tel"] == "ours"
    [entry] = [one for one in world.told() if one.lost == "theirs"]
    assert "cannot be told" in entry.reason


async def test_009_a_clock_that_is_ahead_does_not_win(make: Make) -> None:
    world = make(conflict=NEWEST, right_is=Behaviours(clock_offset_s=300))
    [(a, b)] = await world.linked()
    world.right.edit(b, tel="theirs")
    await world.clock.sleep(120)
    world.left.edit(a, phone="ours, later")
    await world.rounds(2)
    assert world.right.body(b)["tel"] == "ours, later"
    assert world.lost() == ["theirs"]


async def test_009_a_clock_that_is_not_known_goes_by_the_tie_rule(make: Make) -> None:
    def timeless(request: Request, way: Next) -> Answer:
        answer = way(request)
        assert answer.response is not None
        headers = {name: value for name, value in answer.response.headers.items() if name != "date"}
        return replace(answer, response=replace(answer.response, headers=headers))

    world = make(conflict=NEWEST, right_is=Behaviours(clock_offset_s=300))
    world.right.between.append(timeless)
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="ours")
    await world.clock.sleep(120)
    world.right.edit(b, tel="theirs, later by a clock that nobody knows")
    await world.rounds(2)
    assert world.right.body(b)["tel"] == "ours"
    assert any("cannot be told" in entry.reason for entry in world.told(EntryKind.OVERWRITTEN) + world.told())


async def test_010_a_time_in_the_far_future_decides_nothing(make: Make) -> None:
    world = make(conflict="newest wins by `changed` and `edited`, else source of truth")
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="ours", changed="2026-03-02T08:12:00Z")
    world.right.edit(b, tel="theirs", edited="2099-01-01T00:00:00Z")
    await world.rounds(2)
    assert world.right.body(b)["tel"] == "ours"
    [entry] = [one for one in world.told() if one.lost == "theirs"]
    assert "Books" in entry.reason
    assert "in the future" in entry.reason


async def test_011_an_unmapped_field_is_no_edit(make: Make) -> None:
    world = make(conflict="hold")
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="ours")
    world.right.edit(b, note="moves the time of the last change")
    await world.rounds(1)
    assert world.right.body(b)["tel"] == "ours"
    assert world.calm


@pytest.mark.parametrize("last", ["left", "right"])
async def test_012_what_the_sync_wrote_itself_does_not_make_a_side_the_newer_one(make: Make, last: str) -> None:
    world = make(conflict=NEWEST)
    [(a, b)] = await world.linked()
    world.left.edit(a, name="written by the sync")
    await world.rounds(1)
    for side in ("right", "left") if last == "left" else ("left", "right"):
        await world.clock.sleep(60)
        if side == "left":
            world.left.edit(a, phone="ours")
        else:
            world.right.edit(b, tel="theirs")
    await world.rounds(2)
    assert world.right.body(b)["tel"] == ("ours" if last == "left" else "theirs")


async def test_013_an_edit_that_may_not_flow_is_left_and_reported_once(make: Make) -> None:
    world = make(conflict="report")
    [(_, b)] = await world.linked()
    world.right.edit(b, title="theirs")
    assert await world.rounds(3) == 0
    assert world.right.body(b)["title"] == "theirs"
    assert len(world.told(EntryKind.REPORTED)) == 1


async def test_013_an_edit_that_may_not_flow_is_put_back_with_its_value_kept(make: Make) -> None:
    world = make()
    [(_, b)] = await world.linked()
    world.right.edit(b, title="theirs")
    await world.rounds(2)
    assert world.right.body(b)["title"] == "N0"
    assert [entry.lost for entry in world.told(EntryKind.RESTORED)] == ["theirs"]


async def test_014_three_edits_between_two_looks_are_one_write_of_the_last(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    for phone in ("one", "two", "three"):
        world.left.edit(a, phone=phone)
        await world.clock.sleep(1)
    assert await world.rounds(2) == 1
    assert world.right.body(b)["tel"] == "three"


async def test_015_an_edit_that_is_taken_back_writes_nothing(make: Make) -> None:
    world = make()
    [(a, _)] = await world.linked()
    world.left.edit(a, phone="slip")
    world.left.edit(a, phone="p0")
    assert await world.rounds(2) == 0
    assert world.calm


async def test_016_additions_and_removals_of_a_set_meet(make: Make) -> None:
    world = make(fields=(*Words().fields, "`tags[]` | ↔ | `labels[]` | as a set"))
    [(a, b)] = await world.linked(tags=["x", "y"])
    world.left.edit(a, tags=["x", "y", "added"])
    world.right.edit(b, labels=["x"])
    await world.rounds(2)
    assert sorted(world.left.body(a)["tags"]) == ["added", "x"]
    assert sorted(world.right.body(b)["labels"]) == ["added", "x"]
    assert world.calm


async def test_017_a_cleared_value_is_cleared_with_the_old_one_in_the_history(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.edit(a, phone=None)
    await world.rounds(1)
    assert world.right.body(b)["tel"] is None
    assert [entry.before for entry in world.told(EntryKind.UPDATED)] == ["p0"]


async def test_017_a_field_that_is_not_shown_any_more_clears_nothing_and_is_told(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.between.append(showing(lambda item: {k: v for k, v in item.items() if k != "phone"}, "contacts"))
    world.left.edit(a, remark="so that it is looked at")
    assert await world.rounds(2) == 0
    assert world.right.body(b)["tel"] == "p0"
    assert any("shows no value" in entry.reason for entry in world.told())


async def test_017_an_empty_value_is_ignored_where_the_document_says_so(make: Make) -> None:
    world = make(fields=("`email` | ↔ | `mail` | ", "`phone` | ↔ | `tel` | ignoring empty"))
    [(a, b)] = await world.linked()
    world.left.edit(a, phone=None)
    assert await world.rounds(2) == 0
    assert world.right.body(b)["tel"] == "p0"
    assert [entry.reason for entry in world.told(EntryKind.REPORTED)] == [
        "`phone ↔ tel`: Shop shows no value of it any more; Books keeps its value"
    ]
    world.left.edit(a, phone="again")
    assert await world.rounds(2) == 1
    assert world.right.body(b)["tel"] == "again"


async def test_004_the_plan_says_what_gives_way_before_it_does(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="ours")
    world.right.edit(b, tel="theirs")
    [line] = (await world.plan()).of(ChangeKind.UPDATE)
    assert [(change.after, change.lost) for change in line.fields] == [("ours", "theirs")]
