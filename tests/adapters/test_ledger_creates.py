"""Creates that are noted together leave in every ledger just what they leave when each is noted alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.adapters.ledgers import KINDS, AnyLedger, Place, place_of

from interlock.errors import LedgerError
from interlock.model.creates import Create, Creates, Made
from interlock.model.history import EntryKind, Held, HeldKind
from interlock.model.http import Request
from interlock.model.kept import Attempt, IntentState, Link, Seen
from interlock.model.value import ABSENT, Canonical, Side

NOW = datetime(2026, 3, 2, 8, 0, 0, 250_000, tzinfo=UTC)
LATER = NOW + timedelta(seconds=3)
RULES = {"name ↔ title": "equal", "amount ↔ sum": "equal", "made": "right"}


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with closing(place_of(request, tmp_path)) as one:
        yield one


def create(number: int, **others: object) -> Create:
    values: dict[str, Canonical] = {"name ↔ title": f"Änn {number}\x00", "amount ↔ sum": Decimal("1.50")}
    request = Request("POST", "/people", (), {"accept": "a"}, b'{"title": "x"}')
    one = Create(
        f"W{number}", f"L{number}", f"a{number}", f"d{number}", "", ("k", str(number)), request, values, values, False
    )
    return one._replace(**others)  # type: ignore[arg-type]


def creates() -> Creates:
    keyed = replace(create(2).request, headers={"accept": "a", "key": "k2"}, body=b"\xff")
    told: Canonical = {"name ↔ title": "the other"}
    rows = (create(1), create(2, request=keyed, key="k2", match=None), create(3, after=told, sensitive=True))
    return Creates("W1", "Client", Side.RIGHT, "people", NOW, "new in Shop", "d:1:1", rows)


def source(number: int) -> Seen:
    return Seen("Client", Side.LEFT, f"a{number}", {"name": "Ann"}, f"d{number}", NOW)


def made(one: Create, *, settled: bool = True) -> Made:
    there = {**one.values, "amount ↔ sum": Decimal("1.5")}
    target = Seen("Client", Side.RIGHT, f"b{one.id[1:]}", {"title": "x"}, f"t{one.id}", LATER, key=("k", one.id))
    return Made(one, target, there, RULES, settled)


def one_by_one(ledger: AnyLedger, of: Creates, came: list[Made]) -> None:
    """What the ledger is told of writes that are noted alone."""
    for one in came:
        base = {pair: (value, one.there[pair]) for pair, value in one.create.values.items()}
        link = Link(one.create.link, of.record, one.create.source_id, one.seen.id, LATER, base=base, rules=one.rules)
        ledger.put_links([link])
        if one.settled:
            ledger.settle(of.record, [(of.side.other, one.create.source_id, one.create.source_digest)])
        ledger.observe([one.seen], settled=one.settled)
        ledger.finish_intents([one.create.id])
        told = of.intent(one.create).history
        ledger.note([replace(entry, at=LATER, link=link.id, item_id=one.seen.id) for entry in told])


def all_of(ledger: AnyLedger) -> tuple[object, ...]:
    items = [(side, f"{sign}{n}") for side, sign in ((Side.LEFT, "a"), (Side.RIGHT, "b")) for n in (1, 2, 3)]
    return (
        list(ledger.links("Client")),
        [ledger.seen("Client", *item) for item in items],
        [one[:2] for one in ledger.due("Client", most=9)],
        ledger.history(),
        ledger.intents(),
        list(ledger.flaws()),
    )


def test_each_is_like_one_that_was_noted_alone(place: Place) -> None:
    ledger, of = place.open(), creates()
    ledger.observe(map(source, (1, 2, 3)))
    ledger.open_creates(of)
    assert ledger.intents() == tuple(of.intents())
    assert place.open().intents() == tuple(of.intents()), "it is on disk"
    assert ledger.intents(IntentState.HELD) == ()
    assert list(ledger.flaws()) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_came_of_them_is_kept_as_of_single_ones(place: Place, number: int) -> None:
    ledger, single, of = place.open(), place.open("other"), creates()
    for one in (ledger, single):
        one.observe(map(source, (1, 2, 3)))
    came = [made(one, settled=one.id != "W2") for one in of.rows[:number]]
    ledger.open_creates(of)
    single.open_intents(list(of.intents()))
    ledger.created(of, came, LATER, over=number == 3)
    one_by_one(single, of, came)
    assert all_of(ledger) == all_of(single)
    assert all_of(place.open()) == all_of(single)


def test_one_that_is_looked_at_alone_leaves_the_others_as_they_are(place: Place) -> None:
    ledger, of = place.open(), creates()
    ledger.observe(map(source, (1, 2, 3)))
    ledger.open_creates(of)
    ledger.created(of, [made(of.rows[0])], LATER, over=False)
    ledger.close_intent("W2", IntentState.HELD, note="why")
    assert [one.id for one in ledger.intents()] == ["W3"]
    assert [one.id for one in ledger.intents(IntentState.HELD)] == ["W2"]
    ledger.doubt_intent("W3", LATER)
    assert ledger.intents()[0].sent_by == LATER
    ledger.created(of, [made(of.rows[2])], LATER, over=True)
    assert ledger.intents() == ()
    assert [one.id for one in ledger.links("Client")] == ["L1", "L3"]


def test_a_create_that_belongs_to_another_link_takes_all_with_it(place: Place) -> None:
    ledger, of = place.open(), creates()
    ledger.observe(map(source, (1, 2, 3)))
    ledger.open_creates(of)
    taken = made(of.rows[1])
    ledger.put_link(Link("L9", "Client", "a9", taken.seen.id, NOW))
    with pytest.raises(LedgerError, match="another link"):
        ledger.created(of, [made(of.rows[0]), taken], LATER, over=False)
    assert (ledger.link("L1"), ledger.history(), len(ledger.intents())) == (None, (), 3)


def test_the_values_that_differ_stand_on_the_side_that_shows_them(place: Place) -> None:
    ledger = place.open()
    for side, record in ((Side.LEFT, "One"), (Side.RIGHT, "Other")):
        of = Creates("W1", record, side, "people", NOW, "new", "", (create(1, link=f"L{record}"),))
        ledger.open_creates(of)
        shown = Seen(record, side, "b1", {}, "t", LATER)
        ledger.created(
            of, [Made(of.rows[0], shown, {**of.rows[0].values, "name ↔ title": None}, RULES, False)], LATER, over=True
        )
        link = ledger.link_at(record, side, "b1")
        assert link is not None
        both = link.base["name ↔ title"]
        assert both[side is Side.RIGHT] is None
        assert both[side is Side.LEFT] == "Änn 1\x00"
    assert [entry.before for entry in ledger.history()] == [ABSENT, ABSENT]
    assert {entry.kind for entry in ledger.history()} == {EntryKind.CREATED}


def test_what_is_held_waited_for_and_refused_is_told_of_many_at_once(place: Place) -> None:
    ledger = place.open()
    held = Held(0, HeldKind.WAITING, "Client", Side.LEFT, "a1", "why", NOW)
    ledger.hold(replace(held, waits_record="Firm", waits_side=Side.RIGHT, waits_for="f1"))
    ledger.hold(replace(held, kind=HeldKind.REJECTED, item_id="a2"))
    ledger.hold(replace(held, record="Firm", kind=HeldKind.REJECTED, item_id="a3"))
    ledger.put_attempt(Attempt("Client", Side.RIGHT, "left a1", "wish", 1, NOW, NOW))
    ids = [f"a{n}" for n in range(40)]
    assert ledger.held_among("Client", ids) == {(Side.LEFT, "a1"), (Side.LEFT, "a2")}
    assert ledger.held_among("Client", []) == set()
    assert ledger.waited_for("Firm", Side.RIGHT, ["f0", "f1", ""]) == {"f1"}
    assert ledger.waited_for("Firm", Side.LEFT, ["f1"]) == set()
    assert ledger.tried_among("Client", Side.RIGHT, ["left a1", "left a2"]) == {"left a1"}
    assert ledger.tried_among("Client", Side.LEFT, ["left a1"]) == set()
