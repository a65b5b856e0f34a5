"""Systems that refuse, do not answer, lose their answers, or ask to wait."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.sync.helpers import START, Ability, Crash, World

from interlock.errors import Refused, Unauthorised, Unreachable
from interlock.model.history import Decision, HeldKind
from interlock.model.http import Request
from interlock.model.value import Side


class Answers:
    """Answers the next writes with these faults, then lets all through."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.asked = 0

    def __call__(self, _request: Request) -> None:
        self.asked += 1
        if self.faults:
            raise self.faults.pop(0)


class Always:
    """Refuses every write whose body has a text."""

    def __init__(self, fault: Exception, text: str = "") -> None:
        self.fault = fault
        self.text = text
        self.asked = 0

    def __call__(self, request: Request) -> None:
        if self.text.encode() in request.body:
            self.asked += 1
            raise self.fault


class EveryFew:
    """Answers every tenth write with a fault."""

    def __init__(self, fault: Exception) -> None:
        self.fault = fault
        self.asked = 0

    def __call__(self, _request: Request) -> None:
        self.asked += 1
        if self.asked % 10 == 0:
            raise self.fault


def client(world: World, name: str = "Ann") -> str:
    return world.left.add("contacts", email=f"{name}@x.example", phone="1", name=name)


async def minutes(world: World, count: int) -> None:
    for _ in range(count):
        world.clock.passes(minutes=1)
        await world.integration.cycle()


async def test_a_refused_write_is_tried_four_times_in_all_then_held_and_told_once(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    client(world, "Bad")
    client(world, "Good")
    refuse = Always(Refused("`title` is not allowed", status=422), "Bad")
    world.right.before_write = refuse
    await minutes(world, 60)
    assert refuse.asked == 4
    assert [body["title"] for body in world.right.bodies_of("partners")] == ["Good"]
    (held,) = world.ledger.held()
    assert (held.kind, held.attempts) == (HeldKind.REJECTED, 4)
    assert "`title` is not allowed" in held.reason
    assert world.alerts.kinds() == ["held"]


async def test_a_held_item_is_tried_again_when_it_is_edited(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    client(world, "Bad")
    world.right.before_write = Always(Refused("no", status=422), '"title": "Bad"')
    await minutes(world, 10)
    world.left.edit("contacts", "a1", name="Good")
    await minutes(world, 1)
    assert [body["title"] for body in world.right.bodies_of("partners")] == ["Good"]
    assert world.ledger.held() == ()


async def test_a_held_item_is_tried_again_when_a_person_says_so(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    client(world)
    world.right.before_write = Answers(*(Refused("no", status=422) for _ in range(4)))
    await minutes(world, 10)
    (held,) = world.ledger.held()
    world.ledger.decide(held.id, Decision.RETRY, by="Ida", at=world.clock.now())
    await minutes(world, 1)
    assert len(world.right.live("partners")) == 1
    assert world.ledger.held() == ()


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("ability", [Ability(), Ability(keys=True)])
async def test_a_short_wait_is_waited_for_within_one_pass(tmp_path: Path, status: int, ability: Ability) -> None:
    world = World(tmp_path / "ledger", right_can=ability)
    for number in range(40):
        client(world, f"N{number}")
    world.right.before_write = EveryFew(Refused("slow down", status=status, wait_s=7))
    report = await world.integration.cycle()
    assert sorted(body["title"] for body in world.right.bodies_of("partners")) == sorted(f"N{n}" for n in range(40))
    assert report.total.waiting == 0
    assert world.clock.now() - START >= timedelta(seconds=7)
    assert (await world.integration.cycle()).writes == 0
    assert len(world.right.log) == 40


async def test_a_system_that_only_ever_asks_to_wait_does_not_keep_a_pass_from_ending(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    client(world)
    world.right.before_write = Always(Refused("slow down", status=429, wait_s=60))
    report = await world.integration.cycle()
    assert report.total.waiting == 1
    assert world.clock.now() - START < timedelta(minutes=5)


async def test_a_write_that_was_sent_late_is_not_taken_for_lost_too_soon(tmp_path: Path) -> None:
    """A crash soon after a write that had waited long for its turn: it may still arrive, also after a restart."""
    world = World(tmp_path / "ledger")
    client(world)
    late: list[Request] = []

    def die(request: Request) -> None:
        world.clock.passes(seconds=110)
        late.append(request)
        raise Crash

    world.right.before_write = die
    with pytest.raises(Crash):
        await world.integration.cycle()
    world.right.before_write = lambda _request: None
    world.restart(later_s=1)
    await world.integration.cycle()
    world.right.apply("partners", late[0])
    await minutes(world, 5)
    assert len(world.right.live("partners")) == 1
    assert world.ledger.held() == ()


async def test_429_waits_as_told_and_is_not_counted(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"then": "hold the item and alert"})
    client(world)
    slow = Answers(*(Refused("slow down", status=429, wait_s=200) for _ in range(6)))
    world.right.before_write = slow
    report = await world.integration.cycle()
    assert report.next_at is not None
    await minutes(world, 1)
    assert slow.asked == 1
    await minutes(world, 25)
    assert len(world.right.live("partners")) == 1
    assert world.ledger.held() == ()


async def test_a_system_that_is_down_is_paused_and_nothing_is_lost(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    await world.integration.cycle()
    world.right.down = True
    for number in range(50):
        client(world, f"N{number}")
    await minutes(world, 10)
    assert world.alerts.kinds() == []
    await minutes(world, 20)
    assert world.alerts.kinds() == ["system down"]
    world.right.down = False
    await minutes(world, 3)
    assert len(world.right.live("partners")) == 50
    assert world.ledger.held() == ()


@pytest.mark.parametrize("ability", [Ability(), Ability(keys=True), Ability(finds=True)])
@pytest.mark.parametrize("fault", [Unreachable("timed out", sent=True), Refused("bad gateway", status=502)])
async def test_a_lost_answer_makes_no_second_item(tmp_path: Path, ability: Ability, fault: Exception) -> None:
    world = World(tmp_path / "ledger", right_can=ability)
    for number in range(6):
        client(world, f"N{number}")
    world.right.after_write = Answers(*[fault] * 6)
    await minutes(world, 20)
    assert sorted(body["title"] for body in world.right.bodies_of("partners")) == [f"N{n}" for n in range(6)]
    assert world.ledger.held() == ()
    writes = world.writes()
    await minutes(world, 5)
    assert world.writes() == writes


async def test_a_lost_answer_of_an_item_without_match_value_is_held_not_repeated(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_match": ""})
    client(world)
    world.right.after_write = Answers(Unreachable("timed out", sent=True))
    world.right.before_write = lambda _request: None
    await minutes(world, 1)
    for item in list(world.right.live("partners")):
        world.right.edit("partners", item.id, title="changed at once by somebody")
    await minutes(world, 10)
    assert len(world.right.live("partners")) == 1
    assert [held.kind for held in world.ledger.held()] == [HeldKind.IN_DOUBT]


async def test_without_match_fields_the_written_values_prove_which_item_it_is(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger", {"client_match": "", "client_create": "in Books"})
    client(world)
    world.right.after_write = Answers(Unreachable("timed out", sent=True))
    await minutes(world, 10)
    assert len(world.right.live("partners")) == 1
    assert world.ledger.held() == ()
    assert world.ledger.link_of("Client", Side.LEFT, "a1") is not None


async def test_an_edit_between_decision_and_write_is_not_overwritten(tmp_path: Path) -> None:
    for ability in (Ability(), Ability(version=True)):
        world = World(tmp_path / f"ledger{ability.version}", {"client_conflict": "hold"}, right_can=ability)
        client(world)
        await minutes(world, 1)
        world.left.edit("contacts", "a1", phone="2")

        def sneak(_request: Request, world: World = world) -> None:
            world.right.before_write = lambda _request: None
            world.right.edit("partners", "b1", tel="3")

        if ability.version:
            world.right.before_write = sneak
        else:
            reads = world.right.get

            async def get(resource: str, item_id: str, world: World = world, reads: object = reads) -> object:
                world.right.get = reads  # type: ignore[method-assign, assignment]
                world.right.edit("partners", "b1", tel="3")
                return await reads(resource, item_id)  # type: ignore[operator]

            world.right.get = get  # type: ignore[method-assign, assignment]
        await minutes(world, 3)
        assert world.right.bodies_of("partners")[0]["tel"] == "3"
        assert [held.pair for held in world.ledger.held()] == ["phone ↔ tel"]


async def test_a_credential_that_is_not_accepted_stops_and_is_told_at_once(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    client(world)
    refuse = Always(Unauthorised("401"))
    world.right.before_write = refuse
    await minutes(world, 10)
    assert refuse.asked == 1
    assert world.alerts.kinds() == ["credential"]
    assert world.ledger.held() == ()


async def test_one_item_that_breaks_the_system_each_time_does_not_stop_the_others(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    client(world, "Poison")
    world.right.before_write = Always(Refused("internal error", status=500), "Poison")
    for number in range(40):
        client(world, f"N{number}")
        await minutes(world, 2)
    await minutes(world, 10)
    assert len(world.right.live("partners")) == 40
    assert [held.kind for held in world.ledger.held()] == [HeldKind.REJECTED]


async def test_an_item_that_cannot_be_worked_with_is_held_and_others_pass(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    deep: list[object] = []
    for _ in range(600):
        deep = [deep]
    world.left.add("contacts", email="deep@x.example", phone=deep, name="Deep")
    client(world, "Good")
    await minutes(world, 3)
    assert [body["title"] for body in world.right.bodies_of("partners")] == ["Good"]
    assert [held.kind for held in world.ledger.held()] == [HeldKind.REJECTED]


async def test_a_create_that_arrives_after_it_was_given_up_makes_no_second_item(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    client(world)
    late: list[Request] = []

    def lose(request: Request) -> None:
        world.right.before_write = lambda _request: None
        late.append(request)
        raise Unreachable("timed out", sent=True)

    world.right.before_write = lose
    await world.integration.cycle()
    world.clock.passes(seconds=30)
    world.integration = world.start()
    await world.integration.cycle()
    world.right.apply("partners", late[0])
    await minutes(world, 5)
    assert len(world.right.live("partners")) == 1
    assert world.ledger.held() == ()


async def test_a_change_of_unknown_outcome_is_not_sent_twice_after_a_quick_restart(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    item = client(world)
    await minutes(world, 1)
    world.left.edit("contacts", item, phone="2")
    world.right.before_write = Answers(Unreachable("timed out", sent=True))
    await minutes(world, 1)
    world.restart(later_s=1)
    report = await world.integration.cycle()
    assert report.total.waiting == 1
    assert [method for method, _, _ in world.right.log] == ["POST"]
    await minutes(world, 3)
    assert world.right.bodies_of("partners")[0]["tel"] == "2"


async def test_what_refuses_everything_is_not_asked_about_each_item(tmp_path: Path) -> None:
    world = World(tmp_path / "ledger")
    client(world, "first")
    await minutes(world, 2)  # the first run of a record, which goes in waves, is over
    for number in range(200):
        client(world, f"N{number}")
    refuse = Always(Refused("the tax office is closed", status=422))
    world.right.before_write = refuse
    await minutes(world, 1)
    assert refuse.asked < 60
    assert world.alerts.kinds() == ["refusals"]
    assert "the tax office is closed" in world.alerts.sent[0].message
    world.right.before_write = lambda _request: None
    await minutes(world, 30)
    assert len(world.right.live("partners")) == 201
    assert world.ledger.held() == ()
