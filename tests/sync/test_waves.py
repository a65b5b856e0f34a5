"""The first run of a record writes in waves and stops to ask where the first of them went wrong."""

from __future__ import annotations

import json
from pathlib import Path

from tests.sync.helpers import World

from interlock.errors import Refused
from interlock.model.history import Decision, HeldKind
from interlock.model.http import Request
from interlock.model.plan import ChangeKind


def with_contacts(tmp_path: Path, count: int, **settings: str) -> World:
    world = World(tmp_path / "ledger", {"then": "hold the item and alert", **settings})
    for number in range(count):
        world.left.add("contacts", email=f"{number}@x.example", phone=str(number), name="N")
    return world


def refuses_all(request: Request) -> None:
    raise Refused(f"no such field ({request.method})", status=422)


async def test_a_sound_first_run_writes_everything_at_once(tmp_path: Path) -> None:
    world = with_contacts(tmp_path, 150)
    report = await world.integration.cycle()
    assert report.writes == 150
    assert len(world.right.live("partners")) == 150
    assert world.ledger.held() == ()
    assert world.ledger.fact("first run Client") == "done"


async def test_a_first_run_that_goes_wrong_stops_after_ten(tmp_path: Path) -> None:
    world = with_contacts(tmp_path, 150)
    world.right.before_write = refuses_all
    await world.integration.cycle()
    assert len(world.right.log) == 0
    guards = [held for held in world.ledger.held() if held.kind is HeldKind.GUARD]
    assert [held.reason.split(": ") for held in guards] == [
        [
            "the first run of Client stopped after 10 writes",
            "10 of 10 writes were not taken, such as",
            "no such field (POST); mend it, then approve to go on",
        ]
    ]
    assert "guard" in world.alerts.kinds()
    assert len(world.ledger.held()) == 11
    # Nothing more is written, however often it runs, until somebody says so.
    world.right.before_write = lambda _request: None
    await world.settle(3)
    assert world.right.live("partners") == []
    world.ledger.decide(guards[0].id, Decision.APPROVE, by="Ida", at=world.clock.now())
    await world.settle(2)
    assert len(world.right.live("partners")) == 140
    for held in world.ledger.held():
        world.ledger.decide(held.id, Decision.RETRY, by="Ida", at=world.clock.now())
    await world.settle(2)
    assert len(world.right.live("partners")) == 150
    assert world.ledger.held() == ()


async def test_a_few_bad_items_stop_nothing(tmp_path: Path) -> None:
    world = with_contacts(tmp_path, 60)

    def refuses_some(request: Request) -> None:
        if json.loads(request.body).get("mail") in ("1@x.example", "2@x.example"):
            raise Refused("not this one", status=422)

    world.right.before_write = refuses_some
    await world.integration.cycle()
    assert len(world.right.live("partners")) == 58
    assert {held.kind for held in world.ledger.held()} == {HeldKind.REJECTED}


async def test_items_that_do_not_keep_what_was_written_stop_it(tmp_path: Path) -> None:
    world = with_contacts(tmp_path, 60)

    def forgets(request: Request) -> None:
        del request
        for item in world.right.live("partners"):
            world.right.edit("partners", item.id, tel="something else")

    world.right.after_write = forgets
    await world.integration.cycle()
    assert len(world.right.live("partners")) == 10
    (held,) = [held for held in world.ledger.held() if held.kind is HeldKind.GUARD]
    assert "created items do not show what was written, as in `phone ↔ tel`" in held.reason


async def test_a_first_run_that_dies_goes_on_where_it_was(tmp_path: Path) -> None:
    world = with_contacts(tmp_path, 40)
    assert await world.crash_at(60)
    await world.settle(3)
    assert sorted(body["mail"] for body in world.right.bodies_of("partners")) == sorted(
        f"{number}@x.example" for number in range(40)
    )


async def test_an_outage_is_no_reason_to_ask(tmp_path: Path) -> None:
    world = with_contacts(tmp_path, 40)
    world.right.down = True
    await world.settle(2)
    world.right.down = False
    await world.settle(3)
    assert len(world.right.live("partners")) == 40
    assert world.ledger.held() == ()


async def test_answers_that_tell_nothing_are_no_reason_to_ask(tmp_path: Path) -> None:
    world = with_contacts(tmp_path, 40, when="a 5xx answer or no answer", then="pause the system, retry every minute")
    calls = iter(range(10_000))

    def stumbles(request: Request) -> None:
        if next(calls) % 2:
            raise Refused(f"something broke ({request.method})", status=500)

    world.right.before_write = stumbles
    await world.settle(30)
    assert len(world.right.live("partners")) > 20
    assert HeldKind.GUARD not in {held.kind for held in world.ledger.held()}


async def test_what_comes_after_the_first_run_is_no_wave(tmp_path: Path) -> None:
    world = with_contacts(tmp_path, 5)
    await world.settle(2)
    world.right.before_write = refuses_all
    for number in range(50):
        world.left.add("contacts", email=f"new{number}@x.example", name="N")
    await world.settle(4)  # where all are refused alike, a pass tries only some of them
    assert {held.kind for held in world.ledger.held()} == {HeldKind.REJECTED}
    assert len(world.ledger.held()) == 50


async def test_the_plan_shows_everything_before_the_first_wave(tmp_path: Path) -> None:
    world = with_contacts(tmp_path, 20, client_conflict="hold")
    world.right.add("partners", mail="0@x.example", tel="other", title="N")
    for _ in range(2):
        world.right.add("partners", mail="1@x.example", tel="1", title="N")
    plan = await world.integration.plan()
    shown = {kind: len(plan.of(kind)) for kind in (ChangeKind.LINK, ChangeKind.CREATE, ChangeKind.HOLD)}
    assert shown == {ChangeKind.LINK: 1, ChangeKind.CREATE: 18, ChangeKind.HOLD: 4}
    kinds = sorted(str(line.held) for line in plan.of(ChangeKind.HOLD))
    assert kinds == ["ambiguous", "ambiguous", "ambiguous", "conflict"]
    assert world.writes() == 0
    report = await world.integration.cycle()
    assert sorted(map(str, report.lines)) == sorted(map(str, plan.lines)) or report.writes == 18
