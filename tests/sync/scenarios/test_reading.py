"""Reading: lists that shift, lag, end early or never, and clocks that jump."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest
from tests.sync.scenarios.between import answering, is_list, listing, when
from tests.sync.scenarios.systems import Can
from tests.sync.scenarios.words import Words
from tests.sync.scenarios.world import START, Between, Next, World

from interlock.model.history import EntryKind
from interlock.model.http import Answer, Request

Make = Callable[..., World]
TOMBSTONES = Can(deletes="tombstone")


async def test_062_a_list_that_shifts_under_the_reader_loses_nothing_for_good(make: Make) -> None:
    world = make(create="in Books", delete="keep", left=Can(paging="offset", size=10))
    ids = [world.left.add(email=f"{n}@x.example", name=f"N{n}") for n in range(60)]
    gone = iter(ids)

    def shifts(request: Request, way: Next) -> Answer:
        answer = way(request)
        if is_list(request) and len(world.left.ids()) > 40:
            for _ in range(3):
                world.left.remove(next(gone))
        return answer

    world.left.between.append(shifts)
    await world.rounds(3)
    left = {str(world.left.body(one)["email"]) for one in world.left.ids()}
    assert left <= set(world.right.all("mail"))
    assert len(world.right.ids()) == len(set(world.right.all("mail")))


async def test_063_more_equal_stamps_than_a_page_are_all_read(make: Make) -> None:
    world = make(create="in Books", left=Can(size=10, stamps="s"))
    for n in range(200):
        world.left.box.store.insert("contacts", {"email": f"{n}@x.example"}, validate=False, at=START)
    await world.rounds(1)
    assert len(world.right.ids()) == 200
    assert await world.rounds(1) == 0


@pytest.mark.parametrize(("late_s", "minutes"), [(90, 2), (3600, 25 * 60)])
async def test_064_a_row_that_was_committed_late_is_read(make: Make, late_s: int, minutes: int) -> None:
    world = make(create="in Books", left=TOMBSTONES)
    await world.linked()
    at = world.clock.now() - timedelta(seconds=late_s)
    world.left.box.store.insert("contacts", {"email": "late@x.example"}, validate=False, at=at)
    await world.cycle(minutes=minutes)
    assert "late@x.example" in world.right.all("mail")
    drift = [entry for entry in world.told(EntryKind.REPORTED) if "missed" in entry.reason]
    assert bool(drift) is (late_s == 3600), "what only the complete list showed is told"


def lagging(world: World, seconds: float) -> Between:
    """Lists and searches show what was made so long ago at least."""

    def old(item: dict[str, Any]) -> bool:
        made = datetime.fromisoformat(item["created_at"])
        return world.clock.now() - made >= timedelta(seconds=seconds)

    return listing(lambda items: [item for item in items if old(item)])


@pytest.mark.parametrize("can", [Can(finds=True), Can(unique=True), Can()])
async def test_065_an_index_that_lags_makes_no_second_item(make: Make, can: Can) -> None:
    world = make(create="in Books", right=can)
    world.right.between.append(lagging(world, 60))
    world.left.add(email="ann@x.example", name="Ann")
    world.right.faults.lose_answers(times=1)
    for minutes in (0, 0.2, 0.2, 0.4, 0.4, 0.4, 1, 11):
        await world.cycle(minutes=minutes)
    assert len(world.right.ids()) == 1
    assert world.links() == 1
    assert world.calm


async def test_066_a_clock_that_jumps_back_skips_nothing_and_is_told(make: Make) -> None:
    world = make(left=TOMBSTONES)
    pairs = await world.linked(2)
    store = world.left.box.store
    store.behaviours = replace(store.behaviours, clock_offset_s=-600)
    world.left.edit(pairs[0][0], phone="just after the jump")
    await world.cycle(minutes=1)
    world.left.edit(pairs[1][0], phone="a little later")
    await world.cycle(minutes=1)
    assert world.right.all("tel") == ["a little later", "just after the jump"]
    assert any("clock" in alert.message for alert in world.alerts.sent)
    assert await world.rounds(2) == 0


async def test_067_a_position_that_is_no_longer_known_makes_everything_be_read_again(make: Make) -> None:
    world = make(left=TOMBSTONES)
    pairs = await world.linked(3)
    expired = when(lambda one: is_list(one) and "updated_since" in dict(one.query), answering(410, writes=False))
    world.left.between.append(expired)
    world.left.edit(pairs[0][0], phone="new")
    await world.rounds(1)
    assert world.right.body(pairs[0][1])["tel"] == "new"
    assert len(world.right.ids()) == 3
    assert await world.rounds(2) == 0


async def test_068_a_list_without_end_is_noticed_and_proves_nothing(make: Make) -> None:
    world = make(left=Can(size=2))
    pairs = await world.linked(5)

    def endless(request: Request, way: Next) -> Answer:
        answer = way(request)
        if not is_list(request) or answer.response is None:
            return answer
        data = {**orjson.loads(answer.response.body), "next_cursor": "again"}
        first = way(replace(request, query=tuple(one for one in request.query if one[0] != "cursor")))
        assert first.response is not None
        data["data"] = orjson.loads(first.response.body)["data"]
        return replace(answer, response=replace(answer.response, status=200, body=orjson.dumps(data)))

    world.left.between.append(endless)
    world.left.remove(pairs[4][0])
    assert await world.rounds(2) == 0
    assert len(world.right.ids()) == 5
    assert len(world.left.log) < 60
    await world.rounds(3)
    assert world.alerts.kinds() == ["system down"]


async def test_069_an_older_version_from_a_replica_is_not_a_users_revert(make: Make) -> None:
    world = make(right=TOMBSTONES)
    [(a, b)] = await world.linked()
    old = dict(world.right.body(b))
    await world.clock.sleep(60)
    world.left.edit(a, phone="new")
    await world.rounds(1)
    world.right.between.append(listing(lambda _: [old], "people"))
    await world.rounds(2)
    assert (world.left.body(a)["phone"], world.right.body(b)["tel"]) == ("new", "new")
    assert world.calm


async def test_070_local_times_do_not_shift_when_the_clocks_change(make: Make) -> None:
    fields = (*Words().fields, "`changed` | ↔ | `local` | date and time in Europe/Berlin")
    world = make(fields=fields, right=Can(more=(("local", '{"type": ["string", "null"]}'),)))
    moments = ["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-10-24T23:30:00Z", "2026-07-01T12:00:00Z"]
    for n, moment in enumerate(moments):
        world.left.add(email=f"{n}@x.example", changed=moment)
    await world.rounds(1)
    assert world.right.all("local") == [
        "2026-03-29T01:30:00",
        "2026-03-29T03:30:00",
        "2026-07-01T14:00:00",
        "2026-10-25T01:30:00",
    ]
    await world.clock.sleep(240 * 24 * 3600)
    assert await world.rounds(2) == 0
    assert world.left.all("changed") == sorted(moments)
