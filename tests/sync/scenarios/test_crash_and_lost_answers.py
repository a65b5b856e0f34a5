"""Crashes, lost answers, duplicates: whatever became of a write, one item stays one item."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.sync.helpers import PointedLedger
from tests.sync.scenarios.between import is_list, listing, times, when
from tests.sync.scenarios.systems import Can
from tests.sync.scenarios.words import Words
from tests.sync.scenarios.world import Next, World

from interlock.errors import LeaseLost, LedgerError
from interlock.model.history import Decision, HeldKind
from interlock.model.http import Answer, Request
from interlock.sandbox import Behaviours

Make = Callable[..., World]

REGIMES = {
    "key": ({"create": "in Books"}, Can(keys=True)),
    "unique": ({"create": "in Books"}, Can(unique=True)),
    "marker": ({"create": "in Books"}, Can(finds=True)),
    "nothing": ({"create": "in Books", "match": ""}, Can()),
}
"""What a lost create can be recognised by."""


def lost(request: Request) -> bool:
    return request.method == "POST"


def never_answered(request: Request, way: Next) -> Answer:
    """It is done; the answer is lost."""
    return replace(way(request), response=None, sent=True)


def ann(world: World, email: str = "ann@x.example") -> str:
    return world.left.add(email=email, phone="1", name="Ann")


def is_one(world: World) -> None:
    """There is one contact on each side, and they are linked."""
    assert (len(world.left.ids()), len(world.right.ids())) == (1, 1)
    assert world.links() == 1


@pytest.mark.parametrize("regime", REGIMES)
async def test_018_a_crash_anywhere_in_a_create_leaves_one_item(make: Make, regime: str) -> None:
    said, can = REGIMES[regime]
    came, point = True, await points_before_the_write(make(right=can, **said)) - 4
    while came:
        point += 1
        world = make(right=can, **said)
        ann(world)
        came = await world.crash_at(point)
        await world.rounds(2)
        for held in world.held():
            assert held.kind is HeldKind.IN_DOUBT, "only what nothing can prove is left to a person"
            assert regime == "nothing"
            assert world.right.ids() == []
            world.decide(held, Decision.RETRY)
        await world.rounds(2)
        is_one(world)
        assert len(world.right.applied) == 1
        assert await world.rounds(1) == 0


async def points_before_the_write(world: World) -> int:
    """How many boundaries a cycle passes before the create is sent."""
    ann(world)
    passed: list[int] = []

    def note(request: Request, way: Next) -> Answer:
        passed.append(world.points.count)
        return way(request)

    world.right.between.append(when(lost, note))
    await world.cycle()
    return passed[0]


@pytest.mark.parametrize("regime", REGIMES)
async def test_019_a_create_whose_answer_is_lost_is_found_again(make: Make, regime: str) -> None:
    said, can = REGIMES[regime]
    world = make(right=can, **said)
    ann(world)
    world.right.faults.lose_answers(times=1)
    await world.rounds(3)
    is_one(world)
    assert len(world.right.applied) == 1
    assert world.calm


async def test_019_what_was_deleted_before_its_lost_answer_was_found_does_not_come_back(make: Make) -> None:
    world = make(right=Can(deletes="tombstone"))
    ann(world)
    world.right.faults.lose_answers(times=1)
    await world.cycle()
    [made] = world.right.ids()
    world.right.remove(made)
    await world.rounds(3)
    assert (world.left.ids(), world.right.ids()) == ([], [])
    assert world.calm


async def test_019_a_deletion_that_shows_nothing_more_leaves_a_lost_answer_to_a_person(make: Make) -> None:
    world = make(right=Can(deletes="tombstone"), right_is=Behaviours(thin_tombstones=True))
    ann(world)
    world.right.faults.lose_answers(times=1)
    await world.cycle()
    [made] = world.right.ids()
    world.right.remove(made)
    await world.rounds(3)
    [held] = world.held()
    assert (held.kind, made in held.reason) == (HeldKind.IN_DOUBT, True)
    assert world.right.ids() == []
    world.decide(held, Decision.RETRY)
    await world.rounds(2)
    is_one(world)


@pytest.mark.parametrize("regime", REGIMES)
async def test_020_a_create_that_arrives_after_our_timeout_stays_the_only_one(make: Make, regime: str) -> None:
    said, can = REGIMES[regime]
    world = make(right=can, **said)
    ann(world)

    def late(request: Request, way: Next) -> Answer:
        asyncio.get_running_loop().call_later(50, way, request)
        return Answer(None, sent=True, delay_s=30)

    world.right.between.append(when(lost, times(1, late)))
    for minutes in (0, 0.2, 0.2, 0.3, 1, 5):
        await world.cycle(minutes=minutes)
    is_one(world)
    assert world.calm


async def test_021_a_second_try_that_answers_without_an_id_is_linked_all_the_same(make: Make) -> None:
    def bare(request: Request, way: Next) -> Answer:
        answer = way(request)
        if answer.response is None:
            return answer
        headers = {name: value for name, value in answer.response.headers.items() if name != "location"}
        return replace(answer, response=replace(answer.response, status=200, headers=headers, body=b""))

    world = make(create="in Books", right=Can(keys=True, unique=True, answers=False))
    ann(world)
    world.right.between.append(when(lost, bare))
    world.right.faults.lose_answers(times=1)
    await world.rounds(3)
    is_one(world)
    assert world.calm


async def test_022_a_create_that_is_there_already_is_recognised(make: Make) -> None:
    world = make(create="in Books", right=Can(unique=True))
    ann(world)
    world.right.add(mail="ann@x.example", tel="1", title="Ann")
    until = world.clock.now() + timedelta(minutes=5)

    def hidden(request: Request, way: Next) -> Answer:
        whole = is_list(request) and "mail" not in dict(request.query) and world.clock.now() < until
        return listing(lambda _: [])(request, way) if whole else way(request)

    world.right.between.append(hidden)
    await world.cycle()
    await world.rounds(2)
    is_one(world)
    assert world.right.applied == []
    assert world.held() == ()


async def test_022_a_create_that_contradicts_another_item_is_held(make: Make) -> None:
    world = make(create="in Books", match="`name` = `title`", right=Can(unique=True))
    world.right.add(mail="ann@x.example", tel="2", title="Somebody else")
    ann(world)
    await world.rounds(4)
    assert world.right.applied == []
    assert [held.kind for held in world.held()] == [HeldKind.REJECTED]


async def test_023_a_key_that_has_run_out_is_not_used_again(make: Make) -> None:
    world = make(create="in Books", right=Can(keys=True))
    ann(world)
    world.right.faults.lose_answers(times=1)
    await world.cycle()
    await world.restart(later_s=25 * 3600)
    await world.rounds(2)
    is_one(world)
    assert len([one for one in world.right.writes if lost(one.request)]) == 1


async def test_024_a_document_edited_meanwhile_does_not_change_what_was_sent(make: Make) -> None:
    world = make(create="in Books", right=Can(keys=True))
    ann(world)
    world.right.faults.lose_answers(times=1)
    await world.cycle()
    fields = tuple(one.replace("`title` | ", "`title` | upper case") for one in Words().fields)
    await world.restart(fields=fields)
    await world.rounds(2)
    creates = [one.request for one in world.right.writes if lost(one.request)]
    assert len({(one.body, one.headers.get("idempotency-key")) for one in creates}) == 1
    is_one(world)
    assert world.right.all("title") == ["ANN"]
    assert world.right.writes[-1].request.method == "PATCH"


@pytest.mark.parametrize("applied", [True, False])
async def test_025_an_update_in_doubt_never_overwrites_a_later_edit(make: Make, applied: bool) -> None:
    world = make(conflict="newest wins, else source of truth")
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="ours")
    if applied:
        world.right.faults.lose_answers(times=1)
    else:
        world.right.faults.drop(writes=True, times=1)
    await world.cycle(minutes=1)
    world.right.edit(b, tel="theirs, later")
    await world.restart()
    await world.rounds(2)
    assert (world.left.body(a)["phone"], world.right.body(b)["tel"]) == ("theirs, later", "theirs, later")


async def test_025_a_value_that_a_lost_update_wrote_over_stands_in_the_history(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.edit(a, phone="ours")
    world.right.edit(b, tel="theirs")
    world.right.faults.lose_answers(times=1)
    await world.cycle(minutes=1)
    world.right.edit(b, tel="theirs, later")
    await world.restart()
    await world.rounds(2)
    assert {"theirs", "theirs, later"} <= set(world.lost())


async def test_026_a_delete_in_doubt_is_done_once(make: Make) -> None:
    world = make()
    [(a, b)] = await world.linked()
    world.left.remove(a)
    world.right.faults.lose_answers(times=1)
    await world.cycle(minutes=11)
    again = world.right.add(mail="0@x.example", tel="p0", title="made anew by a person", kind="new")
    await world.rounds(3)
    assert again in world.right.ids()
    assert [one.item_id for one in world.right.applied if one.request.method == "DELETE"] == [b]


async def test_027_a_second_process_waits_and_a_stale_one_is_refused(make: Make) -> None:
    world = make(create="in Books")
    ann(world)
    world.left.faults.slow(25, times=12)
    slow = asyncio.ensure_future(world.integration.cycle())
    await world.clock.sleep(20)
    second = PointedLedger(world.file, "test", world.points)
    with pytest.raises(LedgerError):
        await world.process(second).cycle()
    second.close()
    with suppress(LedgerError):
        await slow
    await world.rounds(2)
    is_one(world)
    assert len(world.right.applied) == 1


async def test_027_a_process_that_was_taken_over_writes_nothing_any_more(make: Make) -> None:
    world = make(create="in Books", patience_s=1000)
    ann(world)
    world.right.faults.slow(250, writes=True, times=1)
    asleep = asyncio.ensure_future(world.integration.cycle())
    await world.clock.sleep(200)
    second = PointedLedger(world.file, "test", world.points)
    await world.process(second).cycle()
    with pytest.raises(LeaseLost):
        await asleep
    await world.clock.sleep(300)
    await world.process(second).cycle()
    is_one(world)
    assert len(world.right.applied) == 1
    second.close()


async def test_028_an_item_that_shows_before_its_answer_is_not_created_back(make: Make) -> None:
    for settings in ({}, {"match": ""}):
        world = make(**settings)
        ann(world)
        world.right.faults.lose_answers(times=1)
        for minutes in (0, 0.1, 0.2, 0.5, 1, 5, 11):
            await world.cycle(minutes=minutes)
        is_one(world)
        assert world.left.writes == []


@pytest.mark.parametrize("size", [100, 2])
async def test_029_an_item_that_is_listed_twice_is_one(make: Make, size: int) -> None:
    world = make(create="in Books", left=Can(size=size))
    for n in range(3):
        ann(world, email=f"{n}@x.example")
    world.left.between.append(listing(lambda items: [*items, *items[:1]]))
    await world.rounds(2)
    assert len(world.right.ids()) == 3
    assert len(world.right.writes) == 3
    assert world.held() == ()


async def test_030_a_crash_anywhere_while_reading_changes_nothing(make: Make) -> None:
    came, point = True, 0
    world = make(left=Can(size=2))
    pairs = await world.linked(5)
    while came:
        point += 1
        world.left.edit(pairs[0][0], remark=f"looked at again {point}")
        came = await world.crash_at(point)
    assert point > 5
    assert await world.rounds(2) == 0
    assert world.links() == 5
    assert world.calm


async def test_031_a_restored_ledger_is_noticed_and_makes_nothing_twice(make: Make) -> None:
    world = make()
    pairs = await world.linked(2)
    backup = world.copy_of_ledger()
    made = ann(world)
    world.left.edit(pairs[0][0], phone="since the backup")
    await world.rounds(2)
    world.right.edit(pairs[1][1], tel="after the restore")
    world.ledger.close()
    shutil.copy(backup, world.file)
    world.start()
    before = len(world.right.applied)
    await world.rounds(3)
    assert len(world.left.ids()) == len(world.right.ids()) == world.links() == 3
    assert world.link(made) is not None
    assert len(world.right.applied) == before
    assert world.left.body(pairs[1][0])["phone"] == "after the restore"
    assert any("restored" in alert.message for alert in world.alerts.sent)


async def test_032_a_disk_that_is_full_loses_nothing_whenever_that_happens(make: Make) -> None:
    full, commits = True, 0
    unsent = doubtful = 0
    while full:
        world = make(create="in Books")
        await world.cycle()
        ann(world)
        commits += 1
        full = await disk_full_after(world, commits)
        unsent += full and not world.right.writes
        doubtful += full and bool(world.right.applied)
        await world.restart()
        await world.rounds(3)
        is_one(world)
        assert len(world.right.applied) == 1
    assert unsent
    assert doubtful


async def disk_full_after(world: World, commits: int) -> bool:
    """One cycle, with a disk that takes so many commits and no more; whether that was too few."""
    world.ledger.room = commits
    try:
        await world.cycle(minutes=1)
    except LedgerError:
        return True
    finally:
        world.ledger.room = None
    return False
