"""Every kind of ledger tells what was changed in it, and forgets what it is told to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.adapters.ledgers import KINDS, AnyLedger, Place, place_of

from interlock.errors import LedgerError
from interlock.model.golive import BEFORE
from interlock.model.history import Entry, EntryKind, Held, HeldKind
from interlock.model.http import Request
from interlock.model.kept import Act, Attempt, Intent, IntentState, Link, Seen
from interlock.model.value import ABSENT, Side

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NAME = "Ann Nelson-Unique"
BOTH = [("left", "1"), ("right", "b1")]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with closing(place_of(request, tmp_path)) as one:
        yield one


def line(n: int, *, item: str = "b1", link: str = "L1", days: int = 0) -> Entry:
    return Entry(
        NOW + timedelta(days=days),
        EntryKind.UPDATED,
        "Client",
        link,
        Side.RIGHT,
        item,
        "name ↔ title",
        ABSENT,
        f"{NAME} {n}",
        None,
        f"{NAME} was edited",
        "d:1:1",
    )


def filled(place: Place, environment: str = "test") -> AnyLedger:
    """A ledger with two items of each side, a link, a history and more."""
    ledger = place.open(environment)
    for item, name in (("1", NAME), ("2", "Bea")):
        ledger.observe([Seen("Client", Side.LEFT, item, {"name": name}, "d", NOW, key=(name,))])
        ledger.observe([Seen("Client", Side.RIGHT, f"b{item}", {"title": name}, "d", NOW, key=(name,))])
        number = ledger.number("link")
        ledger.put_link(Link(f"L{number}", "Client", item, f"b{item}", NOW, base={"name ↔ title": (name, name)}))
        ledger.hold(Held(0, HeldKind.CONFLICT, "Client", Side.LEFT, item, f"{name} differs", NOW, left=name))
        ledger.put_attempt(Attempt("Client", Side.RIGHT, item, "wish", 1, NOW, NOW, f"{name} was refused"))
        ledger.once(f"report Client left {item} ", f"{name} is odd")
    for n in range(10):
        ledger.note([line(n), line(n, item="b2", link="L2", days=n)])
    return ledger


def test_a_ledger_that_was_only_used_has_no_flaws(place: Place) -> None:
    ledger = filled(place)
    with pytest.raises(RuntimeError), ledger.transaction():
        ledger.note([line(99)])
        raise RuntimeError
    with ledger.transaction():
        ledger.note([line(20)])
        with pytest.raises(RuntimeError), ledger.transaction():
            ledger.note([line(99)])
            raise RuntimeError
        ledger.note([line(21)])
    with ledger.rehearsal():
        ledger.note([line(99)])
    place.open().note([line(22)])
    ledger.note([line(23)])
    place.open("other").note([line(1), line(2)])
    assert [str(entry.after) for entry in ledger.history()][-4:] == [f"{NAME} {n}" for n in (20, 21, 22, 23)]
    assert list(ledger.flaws()) == []
    assert list(place.open("other").flaws()) == []
    assert list(place.open("never used").flaws()) == []


CHANGES = [
    ("UPDATE history SET after = '\"other\"' WHERE env = ENV AND n = 7", ["history 7"]),
    ("UPDATE history SET reason = '' WHERE env = ENV AND n = 7", ["history 7"]),
    ("UPDATE history SET at = '2026-03-02T08:00:01+00:00' WHERE env = ENV AND n = 7", ["history 7"]),
    ("UPDATE history SET kind = 'created' WHERE env = ENV AND n = 20", ["history 20"]),
    ("UPDATE history SET sensitive = 1 WHERE env = ENV AND n = 1", ["history 1"]),
    ("UPDATE history SET salt = NULL WHERE env = ENV AND n = 3", ["history 3"]),
    ("UPDATE history SET item_id = 'b9' WHERE env = ENV AND n = 3", ["history 3"]),
    ("UPDATE history SET pair = '', link = '' WHERE env = ENV AND n = 3", ["history 3"]),
    ("DELETE FROM history WHERE env = ENV AND n = 7", ["history"]),
    ("DELETE FROM history WHERE env = ENV AND n IN (1, 2)", ["history"]),
    ("DELETE FROM history WHERE env = ENV AND n = 20", ["history"]),
    ("DELETE FROM history WHERE env = ENV", ["history"]),
    ("DELETE FROM number WHERE env = ENV", ["link L1", "link L2"]),
    ("DELETE FROM seen WHERE env = ENV AND id = '1'; DELETE FROM link WHERE env = ENV AND id = 'L1'", ["held"]),
    ("UPDATE link SET base = 'x' WHERE env = ENV AND id = 'L1'", ["link L1"]),
    ("UPDATE history SET before = 'x' WHERE env = ENV AND n = 2", ["history 2", "history 2"]),
    (
        (
            "UPDATE history SET n = -4 WHERE env = ENV AND n = 4; UPDATE history SET n = 4 WHERE env = ENV AND n = 5; "
            "UPDATE history SET n = 5 WHERE env = ENV AND n = -4"
        ),
        ["history 4", "history 5", "history 6"],
    ),
]
"""What somebody may do to a ledger, and where that is found."""


def test_whatever_is_changed_is_found_where_it_is(place: Place) -> None:
    for number, (statement, where) in enumerate(CHANGES):
        ledger = filled(place, f"test{number}")
        place.tamper(*statement.replace("ENV", f"'test{number}'").split("; "))
        found = [re.sub(r"^held .*", "held", flaw.where) for flaw in ledger.flaws()]
        assert found == where, statement


def test_a_removed_end_is_still_missed_after_more_was_written(place: Place) -> None:
    ledger = filled(place)
    place.tamper("DELETE FROM history WHERE n > 18")
    ledger.note([line(99)])
    assert [flaw.message for flaw in ledger.flaws()] == ["lines 19 to 20 are missing"]


def test_what_is_forgotten_is_nowhere_and_the_chain_still_holds(place: Place) -> None:
    ledger = filled(place)
    ledger.open_intents([_write("W1", "1")])
    with pytest.raises(LedgerError, match="what became of a write for Client `1` is not known yet"):
        ledger.forget("Client", BOTH, NOW)
    assert ledger.seen("Client", Side.LEFT, "1") is not None
    ledger.close_intent("W1", IntentState.REFUSED, note="no")
    removed = ledger.forget("Client", BOTH, NOW + timedelta(hours=1))
    assert removed.counts == {
        "items as seen": 2,
        "values last agreed": 1,
        "writes": 2,
        "held": 1,
        "messages": 1,
        "values in lines of the history": 10,
    }
    assert list(ledger.flaws()) == []
    assert ledger.seen("Client", Side.LEFT, "1") is None
    link = ledger.link_at("Client", Side.RIGHT, "b1")
    assert link is not None
    assert (link.left_id, link.base) == ("1", {})
    told = ledger.history(link="L1")
    assert [(one.item_id, one.after, one.reason) for one in told[:10]] == [
        ("", ABSENT, "what it told was forgotten")
    ] * 10
    assert (told[10].kind, told[10].item_id) == (EntryKind.FORGOTTEN, "")
    assert ledger.history(link="L2")[0].after == f"{NAME} 0"
    assert len(ledger.held()) == len(ledger.attempts()) == 1
    place.tamper("UPDATE history SET kind = 'created' WHERE n = 1")
    assert [flaw.where for flaw in ledger.flaws()] == ["history 1"]


def test_nothing_of_what_is_forgotten_stays_on_the_disk(tmp_path: Path) -> None:
    place = Place("sqlite", str(tmp_path / "ledger"))
    ledger = place.open()
    ledger.observe([Seen("Client", Side.LEFT, "1", {"name": NAME}, "d", NOW, key=(NAME,))])
    ledger.note([line(1, link="")])
    ledger.set_fact("what it was", NAME)
    ledger.close()
    ledger = place.open()
    ledger.forget("Client", BOTH, NOW, facts=["what it was"])
    assert ledger.fact("what it was") is None
    files = [path for path in tmp_path.iterdir() if path.name.startswith("ledger")]
    assert not [path.name for path in files if NAME.encode() in path.read_bytes()]
    place.close()


def test_what_is_gone_and_forgotten_is_still_known_as_gone(place: Place) -> None:
    ledger = place.open()
    ledger.observe([Seen("Client", Side.LEFT, "1", {"name": NAME}, "gone", NOW, gone=True, key=(NAME,))])
    ledger.forget("Client", [("left", "1")], NOW)
    seen = ledger.seen("Client", Side.LEFT, "1")
    assert seen is not None
    assert (seen.gone, seen.body, seen.key) == (True, {}, None)


def test_what_is_old_is_removed_and_what_something_depends_on_stays(place: Place) -> None:
    ledger = filled(place)
    ledger.observe([Seen("Client", Side.LEFT, "3", {"name": NAME}, "gone", NOW, gone=True, key=(NAME,))])
    ledger.once("report Client left 3 ", "odd")
    ledger.log_delete("Client", Side.LEFT, "3", NOW)
    ledger.open_intents([_write("W1", "1"), _write("W2", "2")])
    ledger.close_intent("W2", IntentState.REFUSED, note="no")
    before = NOW + timedelta(days=5)
    for days in (1, 9):
        stood = {"run": 1, "at": (NOW + timedelta(days=days)).isoformat(), "fields": {"phone": [NAME]}}
        ledger.set_fact(f"{BEFORE}Client left {days}", json.dumps(stood))
    removed = ledger.prune(before, NOW + timedelta(days=20))
    assert removed.counts == {
        "items as seen": 1,
        "writes": 1,
        "messages": 1,
        "events": 0,
        "deletes": 1,
        "values before a go-live": 1,
        "values in lines of the history": 15,
    }
    assert list(ledger.flaws()) == []
    assert [days for days in (1, 9) if ledger.fact(f"{BEFORE}Client left {days}") is not None] == [9]
    told = ledger.history()
    assert len(told) == 21
    assert sum(one.after is ABSENT for one in told) == 16
    assert (told[-2].after, told[-1].kind) == (f"{NAME} 9", EntryKind.PRUNED)
    assert [one.id for one in ledger.intents()] == ["W1"]
    assert len(ledger.held()) == 2
    seen = ledger.seen("Client", Side.LEFT, "3")
    assert seen is not None
    assert (seen.gone, seen.body) == (True, {})
    assert ledger.prune(before, NOW + timedelta(days=20)).total == 0
    removed = ledger.prune(before + timedelta(days=3), NOW + timedelta(days=21))
    assert removed.counts["values in lines of the history"] > 2


def test_what_a_ledger_holds(place: Place) -> None:
    ledger = filled(place)
    ledger.acquire(NOW, 60, ["Client"])
    size = ledger.size()
    assert (size.environment, size.birth, size.last) == ("test", ledger.birth, 20)
    assert {name: size.rows[name] for name in ("seen", "link", "held", "history")} == {
        "seen": 4,
        "link": 2,
        "held": 2,
        "history": 20,
    }
    assert (size.first_at, size.last_at) == (NOW, NOW + timedelta(days=9))
    assert size.size_bytes is not None
    assert size.size_bytes > 10_000
    assert list(size.leases) == ["Client"]


def _write(number: str, item: str) -> Intent:
    request = Request("PUT", "/", body=NAME.encode())
    return Intent(number, Act.UPDATE, "Client", Side.RIGHT, "x", request, NOW, source_id=item, target_id=f"b{item}")


def test_what_is_written_while_it_is_looked_at_is_no_flaw(place: Place) -> None:
    ledger, other = filled(place), place.open()
    ledger.put_attempt(Attempt("Client", Side.RIGHT, "9", "wish", 1, NOW, NOW))
    place.tamper("UPDATE link SET base = 'x' WHERE id = 'L1'", "UPDATE history SET kind = 'created' WHERE n = 1")
    found = []
    for flaw in ledger.flaws():
        found.append(flaw.where)
        other.note([line(50)])
    assert found == ["history 1", "link L1"]
    ledger.note([line(51)])
    assert len(list(ledger.flaws())) == 2
