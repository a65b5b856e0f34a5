"""The ledger in a file: what it returned from is there again, and a file that is none is told apart."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from interlock.adapters.ledger import SqliteLedger
from interlock.errors import LedgerError
from interlock.model.history import Decision, Entry, EntryKind, Held, HeldKind
from interlock.model.http import Request
from interlock.model.kept import Act, Attempt, Cursor, Intent, IntentState, Link, LinkState, Seen
from interlock.model.value import ABSENT, Body, Side

NOW = datetime(2026, 3, 2, 8, 0, 0, 250_000, tzinfo=UTC)


def seen(item_id: str = "1", body: Body | None = None, **others: object) -> Seen:
    values: dict[str, object] = {"digest": "d1", "seen_at": NOW, "key": ("k",), **others}
    return Seen("Client", Side.LEFT, item_id, {"name": "Ann"} if body is None else body, **values)  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "ledger"


def again(ledger: SqliteLedger, file: Path) -> SqliteLedger:
    ledger.close()
    return SqliteLedger(file, "test")


def test_everything_reads_back_as_it_was_written(file: Path) -> None:
    ledger = SqliteLedger(file, "test")
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
    ledger = again(ledger, file)
    assert ledger.seen("Client", Side.LEFT, "1") == item
    assert ledger.history() == (entry,)
    assert ledger.history(item_id="1") == (entry,)
    assert ledger.intents() == (intent,)
    assert ledger.link_at("Client", Side.RIGHT, "b1") == link
    assert ledger.attempts() == (attempt,)
    assert ledger.cursor("Client", Side.LEFT) == cursor
    assert ledger.held() == (held,)
    ledger.close()


def test_a_transaction_that_fails_leaves_nothing_and_inner_ones_fail_alone(file: Path) -> None:
    ledger = SqliteLedger(file, "test")
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
    ledger.close()


def test_an_item_is_unsettled_until_its_digest_was_decided_on(file: Path) -> None:
    ledger = SqliteLedger(file, "test")
    ledger.observe([seen()])
    assert ledger.unsettled("Client") == ((Side.LEFT, "1"),)
    ledger.settle("Client", Side.LEFT, "1", "d1")
    assert ledger.unsettled("Client") == ()
    ledger.observe([seen(digest="d2")])
    ledger.settle("Client", Side.LEFT, "1", "d1")
    assert ledger.unsettled("Client") == ((Side.LEFT, "1"),)
    ledger.close()


def test_an_item_has_one_link_and_one_write_under_way(file: Path) -> None:
    ledger = SqliteLedger(file, "test")
    ledger.put_link(Link("L1", "Client", "1", "b1", NOW))
    with pytest.raises(LedgerError, match="already belongs to another link"):
        ledger.put_link(Link("L2", "Client", "1", "b2", NOW))
    intent = Intent("W1", Act.CREATE, "Client", Side.RIGHT, "x", Request("POST", "/"), NOW, source_id="1")
    ledger.open_intents([intent])
    second = Intent("W2", Act.CREATE, "Client", Side.RIGHT, "x", Request("POST", "/"), NOW, source_id="1")
    with pytest.raises(LedgerError, match="already under way"):
        ledger.open_intents([second])
    ledger.close_intent("W1", IntentState.DONE)
    ledger.open_intents([second])
    ledger.close()


def test_what_is_held_again_keeps_its_number_and_its_decision_only_for_the_same_state(file: Path) -> None:
    ledger = SqliteLedger(file, "test")
    held = Held(0, HeldKind.CONFLICT, "Client", Side.LEFT, "1", "why", NOW, pair="p", about="x")
    first = ledger.hold(held)
    ledger.decide(first.id, Decision.LEFT, by="Ida", at=NOW)
    assert ledger.hold(held).decision is Decision.LEFT
    changed = ledger.hold(Held(0, HeldKind.CONFLICT, "Client", Side.LEFT, "1", "why", NOW, pair="p", about="y"))
    assert (changed.id, changed.decision) == (first.id, None)
    with pytest.raises(LedgerError, match="nothing is held under number 99"):
        ledger.decide(99, Decision.LEFT, by="Ida", at=NOW)
    ledger.close()


def test_the_file_is_for_its_owner_only(file: Path) -> None:
    SqliteLedger(file, "test").close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_other_files_and_newer_ledgers_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("this is no database, but long enough to be looked at as one" * 20)
    with pytest.raises(LedgerError, match="cannot be opened"):
        SqliteLedger(text, "test")
    other = tmp_path / "other"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE t (x)")
    db.close()
    with pytest.raises(LedgerError, match="not a ledger"):
        SqliteLedger(other, "test")
    newer = tmp_path / "newer"
    SqliteLedger(newer, "test").close()
    db = sqlite3.connect(newer)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(LedgerError, match="newer Interlock"):
        SqliteLedger(newer, "test")


def test_two_ledgers_are_told_apart(tmp_path: Path) -> None:
    one, other = SqliteLedger(tmp_path / "a", "test"), SqliteLedger(tmp_path / "b", "test")
    assert one.birth != other.birth
    one.close()
    other.close()
