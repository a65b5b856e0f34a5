"""Errors, limits and outages: one bad item stops nothing, one broken system stops its flows, nobody is flooded."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import orjson
import pytest
from tests.sync.helpers import Alerts
from tests.sync.scenarios.between import answering, is_list, times, when
from tests.sync.scenarios.systems import Can
from tests.sync.scenarios.words import COMPANIES, WITH_COMPANY
from tests.sync.scenarios.world import Next, World

from interlock.journeys.alerting import AlertDesk
from interlock.model.environment import Environment
from interlock.model.history import EntryKind, HeldKind
from interlock.model.http import Answer, Request, Response

Make = Callable[..., World]


async def minutes(world: World, count: int) -> None:
    for _ in range(count):
        await world.cycle(minutes=1)


async def test_071_three_retries_are_four_attempts_with_growing_gaps(make: Make) -> None:
    world = make(create="in Books")
    bad = world.left.add(email="bad@x.example", name="Bad")
    world.left.add(email="good@x.example", name="Good")
    world.right.between.append(
        when(lambda one: b"Bad" in one.body, answering(422, {"detail": "`title` is not allowed"}))
    )
    seen: list[float] = []

    def note(request: Request, way: Next) -> Answer:
        if b"Bad" in request.body:
            seen.append(world.clock.now().timestamp())
        return way(request)

    world.right.between.append(note)
    await minutes(world, 60)
    gaps = [later - sooner for sooner, later in pairwise(seen)]
    assert len(seen) == 4
    assert gaps == sorted(gaps)
    assert gaps[0] < gaps[-1]
    assert world.right.all("title") == ["Good"]
    assert world.alerts.kinds() == ["held"]
    [held] = world.held()
    assert (held.kind, held.attempts) == (HeldKind.REJECTED, 4)
    assert len(world.told(EntryKind.HELD)) == 1
    world.left.edit(bad, name="Mended")
    await minutes(world, 1)
    assert world.right.all("title") == ["Good", "Mended"]
    assert world.held() == ()


@pytest.mark.parametrize("form", ["seconds", "date", "garbage"])
async def test_072_a_system_that_asks_to_wait_is_left_alone_for_so_long(make: Make, form: str) -> None:
    world = make(create="in Books", policies=("a 422 answer | hold the item and alert",))
    await world.cycle()
    world.left.add(email="ann@x.example")
    told: list[datetime] = []

    def busy(request: Request, way: Next) -> Answer:
        del request, way
        told.append(world.clock.now())
        at = (told[0] + timedelta(seconds=30)).strftime("%a, %d %b %Y %H:%M:%S GMT")
        wait = {"seconds": "30", "date": at, "garbage": "soon"}[form]
        return Answer(Response(429, {"retry-after": wait}, b""))

    world.right.between.append(when(lambda one: one.writes, times(1, busy)))
    for _ in range(12):
        await world.cycle(minutes=0.2)
    assert len(told) == len(world.right.ids()) == 1
    later = [(one.at - told[0]).total_seconds() for one in world.right.log if one.at > told[0]]
    assert min(later) >= (1 if form == "garbage" else 29), "a date has whole seconds"
    assert world.held() == ()


@pytest.mark.parametrize("first", [True, False])
async def test_073_errors_on_half_of_the_requests_still_do_each_write_once(make: Make, first: bool) -> None:
    world = make(create="in Books", right=Can(keys=True))
    if not first:
        await world.linked()
    chance = random.Random(3)

    def moody(request: Request, way: Next) -> Answer:
        if not request.writes or chance.random() < 0.5:
            return way(request)
        if chance.random() < 0.5:
            way(request)
        return Answer(Response(500, {"content-type": "application/json"}, b"{}"))

    world.right.between.append(moody)
    for n in range(1, 21):
        world.left.add(email=f"{n}@x.example", name=f"N{n}")
    await minutes(world, 90)
    assert sorted(world.right.all("mail")) == sorted(f"{n}@x.example" for n in range(first, 21))
    assert len(world.right.applied) == 21 - first
    assert world.held() == ()


async def test_074_a_long_outage_is_one_alert_and_one_write_each(make: Make) -> None:
    world = make(create="in Books", fields=WITH_COMPANY, companies=COMPANIES)
    pairs = await world.linked(30)
    world.right.faults.down(world.clock.now(), world.clock.now() + timedelta(hours=6))
    for round_ in range(3):
        for left, _ in pairs:
            world.left.edit(left, phone=f"{left} {round_}")
        await world.cycle(minutes=60)
    company = world.left.add("companies", code="c1", name="One")
    world.left.add(email="new@x.example", company_id=company)
    for _ in range(24):
        await world.cycle(minutes=10)
    assert world.alerts.kinds() == ["system down"]
    assert [world.right.body(right)["tel"] for _, right in pairs] == [f"{left} 2" for left, _ in pairs]
    since = [one for one in world.right.applied if one.request.method == "PATCH"]
    assert len(since) == 30
    assert len(world.right.ids()) == 31
    assert world.held() == ()


async def test_075_a_credential_that_is_refused_stops_the_system_at_once(make: Make) -> None:
    world = make(create="in Books")
    await world.linked()
    world.right.between.append(when(lambda _: True, lambda _one, _way: Answer(Response(401, {}, b""))))
    world.left.add(email="ann@x.example")
    asked = len(world.right.log)
    await minutes(world, 10)
    assert world.alerts.kinds() == ["credential"]
    assert len(world.right.log) == asked
    assert world.held() == ()
    world.right.between.clear()
    await minutes(world, 16)
    assert len(world.right.ids()) == 2


async def test_075_a_token_that_has_run_out_is_renewed_once(make: Make) -> None:
    world = make(create="in Books", right=Can(oauth=True))
    await world.linked()
    world.right.box.expire_tokens()
    world.left.add(email="ann@x.example")
    signs = [one for one in world.right.log if one.request.path == "/token"]
    await world.rounds(1)
    assert len(world.right.ids()) == 2
    assert len([one for one in world.right.log if one.request.path == "/token"]) == len(signs) + 1
    assert world.calm


async def test_076_a_sign_in_that_is_refused_is_not_tried_in_a_loop(make: Make) -> None:
    world = make(create="in Books", right=Can(oauth=True))
    await world.linked()
    world.right.box.expire_tokens()
    asked: list[str] = []

    def refused(request: Request, way: Next) -> Answer:
        if request.path != "/token":
            return way(request)
        asked.append(request.path)
        return Answer(Response(400, {"content-type": "application/json"}, b'{"error":"invalid_grant"}'))

    world.right.between.append(refused)
    world.left.add(email="ann@x.example")
    await world.restart()
    await minutes(world, 60)
    assert world.alerts.kinds() == ["credential"]
    assert len(asked) < 10
    assert world.held() == ()


@pytest.mark.parametrize("bulk", [False, True])
async def test_077_one_bad_item_of_a_hundred_is_held_alone(make: Make, bulk: bool) -> None:
    world = make(create="in Books", right=Can(bulk=bulk), policies=("a 422 answer | hold the item and alert",))
    for n in range(100):
        world.left.add(email=f"{n}@x.example", name="Bad" if n == 50 else "Good")
    world.right.between.append(when(lambda one: b"Bad" in one.body, answering(422, {"detail": "not this one"})))
    await minutes(world, 4)
    assert len(world.right.ids()) == 99
    assert len(set(world.right.all("mail"))) == 99
    assert [held.kind for held in world.held()] == [HeldKind.REJECTED]


async def test_078_mixed_answers_to_many_items_are_taken_one_by_one(make: Make) -> None:
    world = make(create="in Books", right=Can(bulk=True), policies=("a 422 answer | hold the item and alert",))
    for n in range(10):
        world.left.add(email=f"{n}@x.example", name="Bad" if n % 3 == 0 else "Good")

    def mixed(request: Request, way: Next) -> Answer:
        """A bulk endpoint that takes each item for itself; single creates likewise."""
        if request.method != "POST":
            return way(request)
        if not request.path.endswith("/bulk"):
            return answering(422, {"detail": "no"})(request, way) if b"Bad" in request.body else way(request)
        results = []
        for item in orjson.loads(request.body)["data"]:
            single = replace(request, path="/people", body=orjson.dumps(item))
            answer = mixed(single, way)
            assert answer.response is not None
            results.append({"status": answer.response.status, "item": orjson.loads(answer.response.body)})
        return Answer(Response(207, {"content-type": "application/json"}, orjson.dumps({"data": results})))

    world.right.between.append(mixed)
    await minutes(world, 4)
    assert len(world.right.ids()) == 6
    assert len(world.held(HeldKind.REJECTED)) == 4


async def test_079_a_login_page_is_not_an_empty_list(make: Make) -> None:
    world = make()
    await world.linked(20)
    world.left.faults.html()
    assert await world.rounds(4) == 0
    assert len(world.right.ids()) == 20
    assert world.alerts.kinds() == ["system down"]
    assert world.held() == ()
    world.left.faults.clear()
    await world.rounds(2)
    assert await world.rounds(2) == 0
    assert world.links() == 20


async def test_080_an_answer_that_is_cut_off_is_no_answer(make: Make) -> None:
    def cut(request: Request, way: Next) -> Answer:
        answer = way(request)
        assert answer.response is not None
        body = answer.response.body
        return replace(answer, response=replace(answer.response, body=body[: len(body) // 2]))

    world = make()
    await world.linked(5)
    world.left.add(email="ann@x.example", name="Ann")
    world.right.between.append(when(lambda one: one.writes, times(1, cut)))
    await world.rounds(3)
    assert len(world.right.ids()) == 6
    world.left.between.append(when(is_list, cut))
    assert await world.rounds(3) == 0
    assert len(world.right.ids()) == 6
    assert world.held() == ()


async def test_081_a_quota_that_is_nearly_used_up_stops_complete_lists_first(make: Make) -> None:
    world = make()
    pairs = await world.linked(3)
    left = [1000]

    def counted(request: Request, way: Next) -> Answer:
        answer = way(request)
        assert answer.response is not None
        left[0] = max(0, left[0] - 1)
        told = {
            "x-ratelimit-limit": "1000",
            "x-ratelimit-remaining": str(left[0]),
            "x-ratelimit-reset": str(int((world.clock.now() + timedelta(hours=20)).timestamp())),
        }
        return replace(answer, response=replace(answer.response, headers={**answer.response.headers, **told}))

    world.left.between.append(counted)
    left[0] = 40
    await world.cycle(minutes=11)
    used = left[0]
    for n in range(20):
        world.left.edit(pairs[0][0], phone=f"promised {n}")
        await world.cycle(minutes=11)
        assert world.right.body(pairs[0][1])["tel"] == f"promised {n}"
    whole = [one for one in world.left.log if one.request.path == "/contacts" and not _since(one.request)]
    assert len(whole) < 10
    assert used > left[0] > 0
    assert any("quota" in alert.message for alert in world.alerts.sent)


def _since(request: Request) -> bool:
    return "updated_since" in dict(request.query)


class Channel:
    """A way to people that may be out of order."""

    def __init__(self) -> None:
        self.down = True
        self.told: list[str] = []

    has_ways = True
    everybody = frozenset({0})

    async def send(
        self,
        title: str,
        text: str,
        *,
        weight: str = "",  # noqa: ARG002 - it tells all alike
        done: frozenset[int] = frozenset(),
    ) -> frozenset[int]:
        if self.down:
            return done
        self.told.append(f"{title}: {text}")
        return self.everybody


async def test_082_alerts_that_cannot_be_sent_wait_and_are_known_to_wait(make: Make) -> None:
    world = make(create="in Books")
    channel, shown = Channel(), Alerts()
    environment = Environment("test", "sandbox", str(world.file), {})
    desk = AlertDesk(world.ledger, world.clock, environment, channel, shown.send)  # type: ignore[arg-type]
    world.alerts.send = desk.send  # type: ignore[method-assign]
    world.left.add(email="", name="cannot be matched")
    world.left.add(email="ann@x.example", name="Ann")
    for _ in range(3):
        await world.rounds(1)
        await desk.deliver()
    assert len(world.right.ids()) == 1
    assert (len(world.held()), shown.kinds(), desk.untold(), channel.told) == (1, ["held"], 1, [])
    channel.down = False
    await desk.deliver(now=True)
    assert len(channel.told) == 1
    assert (desk.failing, desk.untold()) == (False, 0)
