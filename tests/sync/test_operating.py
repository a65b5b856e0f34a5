"""What operators do and see: pauses are minded, old held items are told of, times of changes are measured."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.sync.helpers import World

from interlock.errors import UsageError
from interlock.model import latency, pause
from interlock.model.history import Decision, EntryKind, HeldKind
from interlock.model.latency import Times
from interlock.model.pause import Pause
from interlock.model.value import Side


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "ledger")


async def _linked(world: World) -> tuple[str, str]:
    """A client on both sides, after a first run that is long over."""
    one = world.left.add("contacts", email="a@x.example", name="Ann", phone="1", score=1)
    await world.integration.cycle()
    await world.settle(1)
    (other,) = world.right.live("partners")
    return one, other.id


def _times(world: World, side: Side = Side.RIGHT) -> Times:
    return latency.together(latency.loads(world.ledger.fact(latency.fact("Client", side.value))).values())


async def test_a_paused_record_is_left_alone_and_taken_up_later(world: World) -> None:
    one, other = await _linked(world)
    rest = Pause("Ida", world.clock.now(), "the books are closed")
    world.ledger.set_fact(pause.of_record("Client"), pause.dumps(rest))
    world.left.edit("contacts", one, name="Anne")
    reads = world.left.reads
    report = await world.integration.cycle()
    assert report.writes == 0
    assert world.left.reads == reads + 1, "only the other record is looked at"
    assert report.resting == (("Client", "by Ida since 2026-03-02 08:11 UTC: the books are closed"),)
    assert (await world.integration.plan()).resting == report.resting
    world.ledger.set_fact(pause.of_record("Client"), None)
    assert (await world.integration.cycle()).writes == 1
    assert world.right.items["partners"][other].body["title"] == "Anne"


async def test_a_paused_system_is_neither_read_nor_written(world: World) -> None:
    one, _ = await _linked(world)
    rest = Pause("Ida", world.clock.now(), until=world.clock.now() + timedelta(hours=1))
    world.ledger.set_fact(pause.of_system(Side.RIGHT), pause.dumps(rest))
    world.left.edit("contacts", one, name="Anne")
    report = await world.integration.cycle()
    told = "paused by Ida since 2026-03-02 08:11 UTC, until 2026-03-02 09:11 UTC"
    assert (report.writes, report.paused) == (0, ((Side.RIGHT, told),))
    assert report.next_at == rest.until
    world.clock.passes(minutes=61)
    assert (await world.integration.cycle()).writes == 1


async def test_all_rests_while_a_pause_cannot_be_read(world: World) -> None:
    world.left.add("contacts", email="a@x.example", name="Ann")
    world.ledger.set_fact(pause.OF_ALL, "damaged")
    assert (await world.integration.cycle()).writes == 0


async def test_what_is_retired_is_not_run(world: World) -> None:
    await _linked(world)
    world.ledger.set_fact(pause.RETIRED, pause.dumps(Pause("Ida", world.clock.now(), "replaced")))
    for run in (world.integration.cycle, world.integration.plan):
        with pytest.raises(UsageError, match="is retired by Ida since 2026-03-02 08:11 UTC: replaced"):
            await run()


async def test_a_change_is_measured_from_its_own_time(world: World) -> None:
    one, other = await _linked(world)
    assert _times(world).count == 0, "what was there before the first run was promised to nobody"
    world.left.edit("contacts", one, name="Anne")
    world.clock.passes(seconds=90)
    await world.integration.cycle()
    assert _times(world).count == 1
    assert _times(world).longest_s == pytest.approx(90, abs=2)
    world.right.edit("partners", other, rating=7)
    world.clock.passes(seconds=30)
    await world.integration.cycle()
    assert _times(world, Side.LEFT).longest_s == pytest.approx(30, abs=2)
    assert _times(world).count == 1, "what a run wrote is no change"


async def test_what_an_outage_or_a_person_delayed_is_excused(world: World) -> None:
    one, _ = await _linked(world)
    world.left.edit("contacts", one, name="Anne")
    world.right.down = True
    await world.integration.cycle()
    world.right.down = False
    await world.settle(2)
    assert (_times(world).count, _times(world).excused) == (0, 1)


async def test_a_decision_is_waited_for_without_breaking_a_promise(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_conflict": "hold"})
    one, other = await _linked(world)
    world.left.edit("contacts", one, phone="2")
    world.right.edit("partners", other, tel="3")
    await world.integration.cycle()
    (held,) = world.ledger.held()
    world.clock.passes(hours=30)
    await world.integration.cycle()
    assert [(alert.kind, alert.subject, alert.to) for alert in world.alerts.sent if alert.kind == "held too long"] == [
        ("held too long", "Client", "ida@north.example")
    ]
    await world.settle(2)
    assert world.alerts.kinds().count("held too long") == 1
    world.ledger.decide(held.id, Decision.LEFT, by="Ida", at=world.clock.now())
    assert (await world.integration.cycle()).writes == 1
    assert (_times(world).count, _times(world).excused) == (0, 1)


async def test_left_as_they_are_until_one_changes(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_conflict": "hold"})
    one, other = await _linked(world)
    world.left.edit("contacts", one, phone="2")
    world.right.edit("partners", other, tel="3")
    await world.integration.cycle()
    (held,) = world.ledger.held()
    world.ledger.decide(held.id, Decision.LEAVE, by="Ida", at=world.clock.now())
    assert (await world.integration.cycle()).writes == 0
    assert world.ledger.held() == ()
    await world.settle(2)
    assert (world.left.items["contacts"][one].body["phone"], world.right.items["partners"][other].body["tel"]) == (
        "2",
        "3",
    )
    world.right.edit("partners", other, tel="4")
    assert (await world.integration.cycle()).writes == 1
    assert world.left.items["contacts"][one].body["phone"] == "4"


async def test_a_decision_about_values_that_changed_comes_to_nothing(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_conflict": "hold"})
    one, other = await _linked(world)
    world.left.edit("contacts", one, phone="2")
    world.right.edit("partners", other, tel="3")
    await world.integration.cycle()
    (held,) = world.ledger.held()
    world.ledger.decide(held.id, Decision.RIGHT, by="Ida", at=world.clock.now())
    world.left.edit("contacts", one, phone="5")
    assert (await world.integration.cycle()).writes == 0
    (now,) = world.ledger.held()
    assert (now.id, now.left, now.right, now.decision) == (held.id, "5", "3", None)
    (told,) = [entry for entry in world.ledger.history() if "came to nothing" in entry.reason]
    assert told.kind is EntryKind.REPORTED


async def test_what_was_tried_again_in_vain_waits_for_a_person_again(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_match": "`email` = `mail`"})
    for _ in range(2):
        world.left.add("contacts", email="a@x.example", name="Ann")
    world.right.add("partners", mail="a@x.example", title="Ann")
    await world.integration.cycle()
    held = world.ledger.held(kind=HeldKind.AMBIGUOUS)[0]
    world.ledger.decide(held.id, Decision.RETRY, by="Ida", at=world.clock.now())
    await world.integration.cycle()
    again = next(one for one in world.ledger.held() if one.id == held.id)
    assert again.decision is None
