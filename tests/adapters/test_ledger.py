"""What every ledger does, whichever database it is kept in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.adapters.ledgers import KINDS, Place, place_of

from interlock.errors import LeaseLost, LedgerError
from interlock.model.history import Decision, Entry, EntryKind, Held, HeldKind
from interlock.model.http import Request
from interlock.model.kept import Act, Attempt, Cursor, Intent, Known, Link, LinkState, Seen, Standing
from interlock.model.numbers import Numbers
from interlock.model.value import ABSENT, Body, Canonical, Side

NOW = datetime(2026, 3, 2, 8, 0, 0, 250_000, tzinfo=UTC)


def seen(item_id: str = "1", body: Body | None = None, **others: object) -> Seen:
    values: dict[str, object] = {"digest": "d1", "seen_at": NOW, "key": ("k",), **others}
    return Seen("Client", Side.LEFT, item_id, {"name": "Ann"} if body is None else body, **values)  # type: ignore[arg-type]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with closing(place_of(request, tmp_path)) as one:
        yield one


def test_everything_reads_back_as_it_was_written(place: Place) -> None:
    ledger = place.open()
    item = seen(
        body={"big": 2**70, "text": "ü\n\x00", "nested": {"list": [1, None, 1.5]}},
        version='W/"1"',
        created_at=NOW,
        updated_at=NOW,
        first_scan=True,
    )
    entry = Entry(
        NOW,
        EntryKind.OVERWRITTEN,
        "Client",
        "L1",
        Side.RIGHT,
        "b1",
        "p",
        ABSENT,
        Decimal("1.50"),
        None,
        "why",
        "d:1:1",
        True,
    )
    request = Request("POST", "/x", (("a", "1"), ("a", "2")), {"h": "v"}, b"\xff\x00")
    intent = Intent(
        "W1",
        Act.CREATE,
        "Client",
        Side.RIGHT,
        "partners",
        request,
        NOW,
        "L1",
        "1",
        "d1",
        "",
        "key",
        ("k",),
        {"p": ("x",)},
        ("p",),
        None,
        (entry,),
    )
    link = Link("L1", "Client", "1", "b1", NOW, LinkState.ACTIVE, {"p": (NOW, None)}, {"p": "equal"})
    attempt = Attempt("Client", Side.RIGHT, "left 1", "wish", 2, NOW, NOW + timedelta(minutes=1), "no")
    cursor = Cursor(NOW, NOW, NOW, 3, -0.5, 1.5)
    ledger.observe([item])
    ledger.note([entry])
    ledger.open_intents([intent])
    ledger.put_link(link)
    ledger.put_attempt(attempt)
    ledger.put_cursor("Client", Side.LEFT, cursor)
    held = ledger.hold(
        Held(0, HeldKind.CONFLICT, "Client", Side.LEFT, "1", "why", NOW, left="a", right=None, about="x")
    )
    ledger.close()
    ledger = place.open()
    assert ledger.seen("Client", Side.LEFT, "1") == item
    assert ledger.history() == (entry,)
    assert ledger.history(item_id="1") == (entry,)
    assert ledger.intents() == (intent,)
    assert ledger.link_at("Client", Side.RIGHT, "b1") == link
    assert ledger.attempts() == (attempt,)
    assert ledger.cursor("Client", Side.LEFT) == cursor
    assert ledger.held() == (held,)


def test_a_write_keeps_the_values_that_its_history_tells(place: Place) -> None:
    ledger = place.open()
    values: dict[str, Canonical] = {"p": ("x",), "q": Decimal("1.50")}
    told = Entry(NOW, EntryKind.CREATED, "Client", after=dict(values), reason="new")
    other = Entry(NOW, EntryKind.CREATED, "Client", after={"p": "as told"})
    nothing = Entry(NOW, EntryKind.DELETED, "Client", before="b")
    request = Request("POST", "/")
    intents = [
        Intent(
            "W1", Act.CREATE, "Client", Side.RIGHT, "x", request, NOW, source_id="1", values=values, history=(told,)
        ),
        Intent(
            "W2", Act.CREATE, "Client", Side.RIGHT, "x", request, NOW, source_id="2", values=values, history=(other,)
        ),
        Intent("W3", Act.DELETE, "Client", Side.RIGHT, "x", request, NOW, target_id="3", history=(nothing,)),
    ]
    ledger.open_intents(intents)
    assert ledger.intents() == tuple(intents)


def test_a_transaction_that_fails_leaves_nothing_and_inner_ones_fail_alone(place: Place) -> None:
    ledger = place.open()
    with pytest.raises(RuntimeError), ledger.transaction():
        ledger.set_fact("a", "1")
        raise RuntimeError
    assert ledger.fact("a") is None
    with ledger.transaction():
        ledger.set_fact("b", "1")
        with pytest.raises(RuntimeError), ledger.transaction():
            ledger.set_fact("c", "1")
            raise RuntimeError
    assert (ledger.fact("b"), ledger.fact("c")) == ("1", None)
    with ledger.rehearsal():
        ledger.set_fact("b", "2")
        assert ledger.fact("b") == "2"
    assert ledger.fact("b") == "1"


def test_an_item_is_unsettled_until_its_digest_was_decided_on(place: Place) -> None:
    ledger = place.open()
    ledger.observe([seen()])
    assert [one[:2] for one in ledger.due("Client")] == [(Side.LEFT, "1")]
    ledger.settle("Client", [(Side.LEFT, "1", "d1")])
    assert ledger.due("Client") == ()
    ledger.observe([seen(digest="d2")])
    ledger.settle("Client", [(Side.LEFT, "1", "d1")])
    assert [one[:2] for one in ledger.due("Client")] == [(Side.LEFT, "1")]


def test_what_is_due_is_gone_through_piece_by_piece(place: Place) -> None:
    ledger = place.open()
    ledger.observe(seen(str(number)) for number in range(5))
    ledger.observe([seen("9")], settled=True)
    first = ledger.due("Client", most=3)
    rest = ledger.due("Client", after=first[-1].number, most=3)
    assert [one.id for one in (*first, *rest)] == ["0", "1", "2", "3", "4"]
    assert ledger.due("Client", after=rest[-1].number, most=3) == ()
    ledger.observe([seen("9", digest="d2")])
    assert [one.id for one in ledger.due("Client", after=rest[-1].number)] == ["9"]


@pytest.mark.parametrize("count", [1, 40, 700])
def test_many_are_asked_for_at_once(place: Place, count: int) -> None:
    ledger = place.open()
    ids = [f"i{number}" for number in range(count)]
    ledger.observe(seen(one, key=(one,), updated_at=NOW, version="v") for one in ids)
    ledger.observe([seen("twin", key=("i0",)), seen("gone", key=("i0",), gone=True)])
    ledger.put_links([Link(f"L{one}", "Client", one, f"b{one}", NOW) for one in ids[1:]])
    known = ledger.known_of("Client", Side.LEFT, [*ids, "missing"])
    assert known.keys() == set(ids)
    assert known["i0"] == Known("i0", "d1", "v", NOW, ("i0",), in_scope=True, archived=False, gone=False)
    glimpses = ledger.glimpses_of("Client", Side.LEFT, [*ids, "missing"])
    assert glimpses.keys() == set(ids)
    assert glimpses["i0"][:4] == ("i0", "d1", False, True)
    assert len({one.number for one in glimpses.values()}) == count
    assert ledger.seen_of("Client", Side.LEFT, [*ids, "missing"]).keys() == set(ids)
    assert ledger.of_keys("Client", Side.LEFT, [("i0",), ("none",)]) == {("i0",): ("i0", "twin")}
    links = ledger.links_of("Client", Side.RIGHT, [f"b{one}" for one in ids])
    assert {one: link.left_id for one, link in links.items()} == {f"b{one}": one for one in ids[1:]}
    for nothing in (ledger.glimpses_of, ledger.known_of, ledger.seen_of, ledger.links_of):
        assert nothing("Client", Side.LEFT, []) == {}


def test_what_follows_an_item_is_read_in_the_order_of_first_sight(place: Place) -> None:
    ledger = place.open()
    ledger.observe([seen("b"), seen("a"), seen("x")._replace(side=Side.RIGHT), seen("c", archived=True), seen("d")])
    ledger.observe([seen("a", digest="d2")])
    first = ledger.glimpses_of("Client", Side.LEFT, ["b"])["b"].number
    following = ledger.glimpses_after("Client", Side.LEFT, first, most=2)
    assert [(one.id, one.digest, bool(one.archived)) for one in following.values()] == [
        ("a", "d2", False),
        ("c", "d1", True),
    ]
    assert [*ledger.glimpses_after("Client", Side.LEFT, following["c"].number, most=9)] == ["d"]


@pytest.mark.parametrize("count", [3, 600])
def test_a_complete_list_proves_what_it_did_not_show(place: Place, count: int) -> None:
    ledger = place.open()
    ids = [f"i{number}" for number in range(count)]
    ledger.observe((seen(one) for one in ids), generation=1)
    numbers = {one.id: one.number for one in ledger.glimpses_of("Client", Side.LEFT, ids).values()}
    met = Numbers()
    met.update(numbers[one] for one in ids[:-2])
    ledger.observe([seen("new"), seen(ids[-1], digest="d2")], generation=2)  # the list showed these, too
    ledger.observe([seen("other")._replace(side=Side.RIGHT), seen("other")._replace(record="Invoice")])
    assert [one.id for one in ledger.unmet("Client", Side.LEFT, 2, met, most=9)] == [ids[-2]]
    assert ledger.unmet("Client", Side.LEFT, 2, met, most=0) == ()
    assert [one.id for one in ledger.unmet("Client", Side.LEFT, 3, Numbers(), most=2)] == ids[:2]
    ledger.observe([seen(ids[-2], gone=True)])
    assert ledger.unmet("Client", Side.LEFT, 2, met, most=9) == ()
    everything = Numbers()
    everything.update(one.number for one in ledger.glimpses_of("Client", Side.LEFT, [*ids, "new"]).values())
    assert ledger.unmet("Client", Side.LEFT, 3, everything, most=9) == ()


def test_numbers_are_given_once(place: Place) -> None:
    ledger = place.open()
    assert (ledger.numbers("a", 3), ledger.numbers("b", 1)) == (range(1, 4), range(1, 2))
    assert ledger.numbers("a", 2) == range(4, 6)


def test_an_item_has_one_link_and_one_write_under_way(place: Place) -> None:
    ledger = place.open()
    ledger.put_link(Link("L1", "Client", "1", "b1", NOW))
    with pytest.raises(LedgerError, match="already belongs to another link"), ledger.transaction():
        ledger.put_links([Link("L3", "Client", "3", "b3", NOW), Link("L2", "Client", "1", "b2", NOW)])
    assert ledger.link("L3") is None
    with pytest.raises(LedgerError, match="already belongs to another link"):
        ledger.put_link(Link("L2", "Client", "1", "b2", NOW))
    intent = Intent("W1", Act.CREATE, "Client", Side.RIGHT, "x", Request("POST", "/"), NOW, source_id="1")
    ledger.open_intents([intent])
    second = Intent("W2", Act.CREATE, "Client", Side.RIGHT, "x", Request("POST", "/"), NOW, source_id="1")
    with pytest.raises(LedgerError, match="already under way"):
        ledger.open_intents([second])
    ledger.finish_intents(["W1"])
    ledger.open_intents([second])
    assert [one.id for one in ledger.intents()] == ["W2"]


def test_what_is_held_again_keeps_its_number_and_its_decision_only_for_the_same_state(place: Place) -> None:
    ledger = place.open()
    held = Held(0, HeldKind.CONFLICT, "Client", Side.LEFT, "1", "why", NOW, pair="p", about="x")
    first = ledger.hold(held)
    ledger.decide(first.id, Decision.LEFT, by="Ida", at=NOW)
    assert ledger.hold(held).decision is Decision.LEFT
    changed = ledger.hold(Held(0, HeldKind.CONFLICT, "Client", Side.LEFT, "1", "why", NOW, pair="p", about="y"))
    assert (changed.id, changed.decision) == (first.id, None)
    with pytest.raises(LedgerError, match="nothing is held under number 99"):
        ledger.decide(99, Decision.LEFT, by="Ida", at=NOW)


@pytest.mark.parametrize("text", ["\x00", "a\x00b\x1a0", "\x1a1", "\U0001f600 ü", "%s ? ' \\"])
def test_any_text_is_kept_as_it_is(text: str, place: Place) -> None:
    ledger = place.open()
    ledger.observe([seen(text, {text: text}, version=text, key=(text, ""))])
    ledger.set_fact(text, text)
    ledger.hold(Held(0, HeldKind.REJECTED, "Client", Side.LEFT, text, text, NOW))
    ledger.close()
    ledger = place.open()
    assert ledger.seen("Client", Side.LEFT, text) == seen(text, {text: text}, version=text, key=(text, ""))
    assert [one.id for one in ledger.of_key("Client", Side.LEFT, (text, ""))] == [text]
    assert ledger.fact(text) == text
    assert [(one.item_id, one.reason) for one in ledger.held_at("Client", Side.LEFT, text)] == [(text, text)]


def test_whole_numbers_of_any_size_are_kept_wherever_they_stand(place: Place) -> None:
    ledger = place.open()
    numbers = [2**64, 10**18, -(10**19), 2**64 + 1, 1_000_000_000_000_000_001, 10**40 + 7]
    bodies: list[Body] = [{"x" * before: number} for before in range(1, 6) for number in numbers]
    ledger.observe([seen(str(at), body) for at, body in enumerate(bodies)])
    ids = [str(at) for at in range(len(bodies))]
    found = ledger.seen_of("Client", Side.LEFT, ids)
    assert [found[one].body for one in ids] == bodies
    assert all(ledger.seen("Client", Side.LEFT, one) == found[one] for one in ids)


def test_moments_are_compared_as_moments(place: Place) -> None:
    ledger = place.open()
    for n, at in enumerate([NOW.replace(microsecond=0), NOW, NOW + timedelta(seconds=1)]):
        ledger.log_delete("Client", Side.LEFT, str(n), at)
    assert ledger.deletes_since("Client", Side.LEFT, NOW.replace(microsecond=0)) == 3
    assert ledger.deletes_since("Client", Side.LEFT, NOW.replace(microsecond=1)) == 2
    assert ledger.deletes_since("Client", Side.LEFT, NOW + timedelta(seconds=1)) == 1


def test_environments_do_not_see_each_other(place: Place) -> None:
    one, other = place.open("one"), place.open("other")
    for ledger in (one, other):
        ledger.observe([seen()])
        ledger.put_link(Link("L1", "Client", "1", "b1", NOW))
        ledger.set_fact("name", ledger.environment)
        assert ledger.numbers("n", 1) == range(1, 2)
    one.unsettle_all()
    other.settle("Client", [(Side.LEFT, "1", "d1")])
    assert (one.fact("name"), other.fact("name")) == ("one", "other")
    assert (len(one.due("Client")), len(other.due("Client"))) == (1, 0)
    assert one.birth == other.birth


def test_a_record_has_one_writer_and_others_may_have_another(place: Place) -> None:
    one, other = place.open(), place.open()
    one.acquire(NOW, 60, ["Client", "Order"])
    other.acquire(NOW, 60, ["Product"])
    with pytest.raises(LedgerError, match=r"is being run by process .* \(`Order`\)"):
        place.open().acquire(NOW, 60, ["Order", "Bill"])
    one.set_fact("a", "1")
    other.set_fact("b", "1")
    place.open().acquire(NOW, 60, ["Bill"])
    place.open("other").acquire(NOW, 60, ["Client"])
    one.release()
    one.release()
    place.open().acquire(NOW, 60, ["Client"])
    other.renew(NOW + timedelta(seconds=50), 60)
    with pytest.raises(LedgerError, match="Product"):
        place.open().acquire(NOW + timedelta(seconds=70), 60, ["Product"])


def test_one_record_taken_over_ends_all_writing_of_the_old_process(place: Place) -> None:
    old, new = place.open(), place.open()
    old.acquire(NOW, 60, ["Client", "Order"])
    new.acquire(NOW + timedelta(seconds=61), 60, ["Order"])
    assert (new.epoch("Order"), new.epoch("Client")) == (2, 1)
    late = pytest.raises(LeaseLost, match="took over environment `test`")
    with late, old.transaction():
        old.observe([seen()])
    with late:
        old.set_fact("late", "yes")
    with late:
        old.renew(NOW + timedelta(seconds=62), 60)
    assert new.fact("late") is None
    assert new.seen("Client", Side.LEFT, "1") is None
    old.release()
    new.set_fact("new", "yes")
    new.renew(NOW + timedelta(seconds=62), 60)
    with pytest.raises(LedgerError, match="Order"):
        old.acquire(NOW + timedelta(seconds=63), 60, ["Client", "Order"])


_SLEEPER = """
import os, signal, sys
from datetime import datetime, UTC
from interlock.adapters.ledger import PostgresLedger, SqliteLedger
from interlock.errors import LeaseLost
kind, where = sys.argv[1:]
ledger = (SqliteLedger if kind == "sqlite" else PostgresLedger)(where, "test")
ledger.acquire(datetime(2026, 3, 2, tzinfo=UTC), 60, ["Client"])
ledger.set_fact("first", "yes")
print("asleep", flush=True)
os.kill(os.getpid(), signal.SIGSTOP)
try:
    ledger.set_fact("late", "yes")
except LeaseLost as lost:
    print(lost.message)
"""


def test_a_process_that_slept_through_its_lease_can_write_no_more(place: Place) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SLEEPER, place.kind, place.where], stdout=subprocess.PIPE, text=True
    ) as sleeper:
        assert sleeper.stdout is not None
        assert sleeper.stdout.readline() == "asleep\n"
        os.waitpid(sleeper.pid, os.WUNTRACED)
        ledger = place.open()
        with pytest.raises(LedgerError, match=f"process {sleeper.pid} "):
            ledger.acquire(datetime(2026, 3, 2, tzinfo=UTC), 60, ["Client"])
        ledger.acquire(datetime(2026, 3, 2, 0, 2, tzinfo=UTC), 60, ["Client"])
        ledger.set_fact("second", "yes")
        sleeper.send_signal(signal.SIGCONT)
        assert sleeper.stdout.read().startswith("another process took over environment `test`: process ")
    assert (sleeper.returncode, ledger.fact("first"), ledger.fact("late")) == (0, "yes", None)


_COUNTER = """
import sys
from interlock.adapters.ledger import PostgresLedger, SqliteLedger
kind, where = sys.argv[1:]
ledger = (SqliteLedger if kind == "sqlite" else PostgresLedger)(where, "test")
for n in range(50):
    with ledger.transaction():
        before = int(ledger.fact("sum") or 0)
        print(ledger.number("n"))
        ledger.set_fact("sum", str(before + 1))
"""


def test_transactions_of_several_processes_come_one_after_the_other(place: Place) -> None:
    place.open().set_fact("sum", "0")
    words = [sys.executable, "-c", _COUNTER, place.kind, place.where]
    counters = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    numbers = [int(line) for counter in counters for line in counter.communicate()[0].splitlines()]
    assert sorted(numbers) == list(range(1, 151))
    assert place.open().fact("sum") == "150"


def test_a_copy_is_told_from_the_ledger_that_was_left(place: Place) -> None:
    ledger = place.open()
    assert ledger.standing("Client") is Standing.NEW
    ledger.acquire(NOW, 60, ["Client"])
    ledger.take_up("Client")
    assert ledger.number("n") == 1
    ledger.release()
    again = place.open()
    again.acquire(NOW, 60, ["Client", "Order"])
    assert (again.standing("Client"), again.standing("Order")) == (Standing.SOUND, Standing.NEW)
    again.release()
    with closing(place.copied()) as elsewhere:
        copy = elsewhere.open()
        copy.acquire(NOW, 60, ["Client", "Order"])
        # What became of a record that the copy does not know may lie in what came after it.
        assert (copy.standing("Client"), copy.standing("Order")) == (Standing.RESTORED, Standing.LOST)
        assert copy.number("n") > 1000
        copy.take_up("Client")
        assert copy.standing("Order") is Standing.LOST
        copy.end_loss()
        assert copy.standing("Order") is Standing.NEW
        copy.release()
        copy.acquire(NOW, 60, ["Client"])
        assert copy.standing("Client") is Standing.SOUND
