"""Deletes, absence and scope: what is gone goes once, what only seems gone stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.sync.scenarios.between import answering, forbidden, listing, times, when
from tests.sync.scenarios.systems import Can
from tests.sync.scenarios.words import COMPANIES, WITH_COMPANY
from tests.sync.scenarios.world import World

from interlock.model.history import Decision, EntryKind, HeldKind
from interlock.model.kept import LinkState
from interlock.model.plan import ChangeKind

Make = Callable[..., World]


def methods(world: World) -> list[str]:
    return [one.request.method for one in world.right.writes]


@pytest.mark.parametrize("how", ["tombstone", "flag", "hidden"])
async def test_033_a_delete_goes_on_once(make: Make, how: str) -> None:
    world = make(left=Can(deletes=how), right=Can(deletes=how))
    pairs = await world.linked(2)
    world.left.remove(pairs[0][0])
    assert await world.rounds(3) == 1
    assert world.right.ids() == [pairs[1][1]]
    assert (world.links(), world.links(LinkState.ENDED)) == (1, 1)
    assert methods(world).count("DELETE") == 1


async def test_034_archive_sets_the_field_and_deletes_nothing(make: Make) -> None:
    world = make(delete="archive")
    [(a, b)] = await world.linked()
    world.left.remove(a)
    assert await world.rounds(3) == 1
    assert world.right.body(b)["archived"] is True
    assert "DELETE" not in methods(world)


async def test_035_keep_writes_nothing_and_creates_nothing_anew(make: Make) -> None:
    world = make(delete="keep")
    [(a, b)] = await world.linked()
    world.left.remove(a)
    await world.rounds(1)
    world.right.edit(b, tel="still in use")
    assert await world.rounds(3) == 0
    assert world.left.ids() == []


async def test_036_ask_asks(make: Make) -> None:
    world = make(delete="ask")
    [(a, b)] = await world.linked()
    world.left.remove(a)
    assert await world.rounds(2) == 0
    [held] = world.held()
    assert held.kind is HeldKind.GUARD
    world.decide(held, Decision.APPROVE)
    assert await world.rounds(2) == 1
    item = world.right.box.store.item("people", b)
    assert item is not None
    assert item.deleted or item.archived


async def test_037_an_edit_against_a_delete_goes_by_the_conflict_rule(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.right.edit(b, tel="edited")
    world.left.remove(a)
    await world.rounds(2)
    assert world.right.ids() == []
    assert world.lost() == ["edited"]


async def test_037_an_edit_against_a_delete_is_held_where_the_rule_says_so(make: Make) -> None:
    world = make(conflict="hold")
    [(a, b)] = await world.linked()
    world.right.edit(b, tel="edited")
    world.left.remove(a)
    assert await world.rounds(3) == 0
    assert [held.kind for held in world.held()] == [HeldKind.CONFLICT]
    assert world.right.body(b)["tel"] == "edited"


async def test_038_deleted_on_both_sides_ends_the_link(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.remove(a)
    world.right.remove(b)
    assert await world.rounds(3) == 0
    assert world.links(LinkState.ENDED) == 1


async def test_039_an_empty_list_deletes_nothing_and_is_told(make: Make) -> None:
    world = make()
    await world.linked(40)
    world.left.between.append(listing(lambda _: []))
    assert await world.rounds(2) == 0
    assert len(world.right.ids()) == 40
    assert world.alerts.kinds() == ["empty list"]


async def test_040_a_list_that_breaks_off_deletes_nothing(make: Make) -> None:
    world = make(left=Can(size=2))
    pairs = await world.linked(10)
    pages: list[int] = []

    def third(request: Any) -> bool:
        if request.method != "GET" or request.path != "/contacts":
            return False
        pages.append(1)
        return "cursor" in dict(request.query) and len(pages) > 2

    world.left.between.append(when(third, answering(500, writes=False)))
    world.left.remove(pairs[0][0])
    assert await world.rounds(2) == 0
    assert len(world.right.ids()) == 10
    world.left.between.clear()
    await world.rounds(2)
    assert world.right.ids() == [right for _, right in pairs[1:]]


async def test_041_a_credential_that_may_see_less_deletes_nothing_and_is_told(make: Make) -> None:
    world = make()
    pairs = await world.linked(20)
    world.left.between.append(forbidden({left for left, _ in pairs[4:]}))
    assert await world.rounds(2) == 0
    assert len(world.right.ids()) == 20
    assert set(world.alerts.kinds()) == {"permission"}
    assert len(world.alerts.sent) < 5, "many items of one kind are told together"


async def test_042_eleven_of_sixty_vanish(make: Make) -> None:
    world = make()
    pairs = await world.linked(60)
    for left, _ in pairs[:11]:
        world.left.remove(left)
    world.left.edit(pairs[59][0], phone="flows all the same")
    assert await world.rounds(2) == 1
    assert len(world.right.ids()) == 60
    held = world.held()
    assert [one.kind for one in held] == [HeldKind.GUARD] * 11
    assert [alert.kind for alert in world.alerts.sent] == ["guard"]
    assert world.alerts.sent[0].to.startswith("ida@")


async def test_042_an_approval_is_for_just_those_and_looks_again(make: Make) -> None:
    world = make()
    pairs = await world.linked(60)
    for left, _ in pairs[:11]:
        world.left.remove(left)
    await world.rounds(1)
    for held in world.held():
        world.decide(held, Decision.APPROVE)
    world.left.bring_back(pairs[0][0])
    world.left.remove(pairs[20][0])
    await world.rounds(2)
    gone = {right for _, right in pairs[1:11]}
    assert set(world.right.ids()) == {right for _, right in pairs} - gone
    assert [one.kind for one in world.held()] == [HeldKind.GUARD]
    assert world.links() == 50


async def test_043_a_drip_of_deletes_trips_the_guard(make: Make) -> None:
    world = make()
    pairs = await world.linked(100)
    for hour in range(10):
        for left, _ in pairs[hour * 9 : hour * 9 + 9]:
            world.left.remove(left)
        await world.cycle(minutes=60)
    assert len(world.right.ids()) >= 90
    assert {one.kind for one in world.held()} == {HeldKind.GUARD}
    assert "guard" in world.alerts.kinds()


async def test_044_one_of_three_is_believed(make: Make) -> None:
    world = make()
    pairs = await world.linked(3)
    world.left.remove(pairs[0][0])
    await world.rounds(2)
    assert len(world.right.ids()) == 2
    [entry] = world.told(EntryKind.DELETED)
    assert (entry.item_id, entry.place) == (pairs[0][1], entry.place)
    assert "scenario.interlock.md" in entry.place


async def test_045_an_item_that_leaves_the_condition_rests_and_comes_back_to_its_link(make: Make) -> None:
    world = make(when="Shop: `kind` is `a`", leaves="stop updating", create="in Books")
    [(a, b)] = await world.linked(kind="a")
    world.left.edit(a, kind="b", phone="unseen")
    assert await world.rounds(2) == 0
    world.right.edit(b, mail="meanwhile@x.example")
    world.left.edit(a, kind="a")
    await world.rounds(2)
    assert (world.right.body(b)["tel"], world.left.body(a)["email"]) == ("unseen", "meanwhile@x.example")
    assert (len(world.left.ids()), len(world.right.ids()), world.links()) == (1, 1, 1)


async def test_046_another_condition_deletes_nothing_and_the_plan_shows_what_it_does(make: Make) -> None:
    world = make(when="Shop: `kind` is `a`", leaves="stop updating", create="in Books")
    await world.linked(2, kind="a")
    world.left.add(email="new@x.example", name="New", kind="b")
    await world.rounds(1)
    await world.restart(when="Shop: `kind` is `b`")
    plan = await world.plan()
    assert {line.kind for line in plan.lines} == {ChangeKind.CREATE}
    assert plan.tally["Contact"].filtered == 2
    assert await world.rounds(2) == 1
    assert len(world.right.ids()) == 3


async def test_047_an_item_that_is_restored_keeps_its_link(make: Make) -> None:
    world = make(delete="keep", left=Can(deletes="flag"))
    [(a, b)] = await world.linked()
    world.left.remove(a)
    await world.rounds(1)
    world.right.edit(b, tel="meanwhile")
    await world.rounds(1)
    world.left.bring_back(a)
    await world.rounds(2)
    assert world.left.body(a)["phone"] == "meanwhile"
    assert (len(world.left.ids()), len(world.right.ids()), world.links()) == (1, 1, 1)


async def test_048_an_item_that_is_restored_under_another_id_is_proposed(make: Make) -> None:
    world = make(delete="keep")
    [(a, b)] = await world.linked()
    world.left.remove(a)
    await world.rounds(1)
    again = world.left.add(email="0@x.example", phone="p0", name="N0")
    assert await world.rounds(2) == 0
    [held] = world.held()
    assert (held.kind, held.item_id) == (HeldKind.AMBIGUOUS, again)
    assert b in held.reason
    world.decide(held, Decision.APPROVE)
    await world.rounds(1)
    link = world.link(again)
    assert link is not None
    assert link.right_id == b


async def test_049_a_deleted_item_that_an_old_list_still_shows_stays_deleted(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    body = dict(world.left.body(a))
    world.left.remove(a)
    await world.rounds(1)
    world.left.between.append(listing(lambda items: [body, *items], "contacts"))
    assert await world.rounds(3) == 0
    assert b not in world.right.ids()
    assert world.held() == ()


async def test_050_a_delete_that_nothing_shows_is_found_when_an_update_meets_it(make: Make) -> None:
    world = make(right=Can(deletes="tombstone"))
    [(a, b)] = await world.linked()
    world.right.between.append(listing(lambda items: [one for one in items if not one.get("deleted")], "people"))
    world.right.remove(b)
    world.left.edit(a, name="meets a 404")
    await world.rounds(2)
    [held] = world.held()
    assert held.kind is HeldKind.CONFLICT, "it was edited here and deleted there"
    assert (world.left.ids(), world.right.ids()) == ([a], [])


async def test_050_a_delete_that_nothing_shows_is_found_by_the_next_complete_list(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.remove(a)
    await world.cycle(minutes=11)
    assert b not in world.right.ids()


async def test_051_children_go_before_their_parents(make: Make) -> None:
    world = make(fields=WITH_COMPANY, companies=COMPANIES)
    company = world.left.add("companies", code="c1", name="One")
    await world.linked(2, company_id=company)
    world.right.between.append(
        when(lambda one: one.path.startswith("/accounts"), times(1, answering(409, {"detail": "still referenced"})))
    )
    for left in world.left.ids():
        world.left.remove(left)
    world.left.remove(company, "companies")
    await world.rounds(3)
    assert (world.right.ids(), world.right.ids("accounts")) == ([], [])
    deleted = [one.resource for one in world.right.writes if one.request.method == "DELETE"]
    assert deleted == ["people", "people", "accounts"]
    assert world.calm


async def test_a_delete_seen_right_after_an_edit_waits_and_is_counted_as_waiting(make: Make) -> None:
    world = make(left=Can(since=False, deletes="hidden"))
    [(a, _), _] = await world.linked(2)
    world.left.edit(a, phone="soon gone")
    await world.cycle()
    world.left.remove(a)
    report = await world.cycle()
    assert (report.writes, report.tally["Contact"].waiting) == (0, 1)
    report = await world.cycle(minutes=1)
    assert (report.writes, report.tally["Contact"].waiting, report.tally["Contact"].written) == (1, 0, 1)
