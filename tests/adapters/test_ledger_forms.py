"""A ledger of every older form is brought to the present one with all it held, or left as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from interlock.adapters.ledger import SqliteLedger, steps
from interlock.errors import LedgerError
from interlock.model.history import EntryKind
from interlock.model.kept import Attempt, Cursor, LinkState
from interlock.model.value import Side

FORMS = sorted((Path(__file__).parent / "forms").glob("form*.sql"))
NOW = datetime(2026, 3, 2, 8, 0, 0, 250_000, tzinfo=UTC)


def old(form: Path, folder: Path) -> Path:
    """A ledger of that form."""
    path = folder / "ledger"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(form.read_text())
        db.execute("PRAGMA journal_mode = WAL")
    return path


def shape(path: Path) -> set[tuple[str, ...]]:
    """The columns of each table, and the indexes."""
    with closing(sqlite3.connect(path)) as db:
        found = list(db.execute("SELECT type, name FROM sqlite_master"))
        names = [name for kind, name in found if kind == "table"]
        columns = {(table, *map(str, one[1:4])) for table in names for one in db.execute(f"PRAGMA table_info({table})")}
        return columns | {one for one in found if one[0] == "index"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
@pytest.mark.parametrize("environment", ["test", "production"])
def test_all_that_was_kept_is_there(form: Path, environment: str, tmp_path: Path) -> None:
    path = old(form, tmp_path)
    with closing(SqliteLedger(path, environment)) as ledger:
        item = ledger.seen("Client", Side.LEFT, "1")
        assert item is not None
        assert (item.body, item.key, item.first_scan) == ({"name": "Ann 1", "big": 2**70}, ("k", "1"), True)
        due = [one[:2] for one in ledger.due("Client", most=9)]
        assert due == [(Side.LEFT, "0"), (Side.LEFT, "2"), (Side.RIGHT, "b1")]
        link = ledger.link_at("Client", Side.RIGHT, "b1")
        assert link is not None
        assert (link.state, link.base["at ↔ on"]) == (LinkState.ACTIVE, (NOW, None))
        assert [(entry.kind, entry.at, entry.lost) for entry in ledger.history()][1] == (
            EntryKind.OVERWRITTEN,
            NOW + timedelta(seconds=1),
            "Anne",
        )
        assert ledger.history()[1].after == Decimal("1.50")
        assert [(intent.id, intent.request.body, intent.source_id) for intent in ledger.intents()] == [
            ("W1", b"\xff", "2")
        ]
        assert ledger.attempts() == (
            Attempt("Client", Side.RIGHT, "left 1", "wish", 2, NOW, NOW + timedelta(minutes=1), "no"),
        )
        assert ledger.cursor("Client", Side.LEFT) == Cursor(NOW, NOW, NOW, 3, -0.5, 1.5)
        assert [held.reason for held in ledger.held()] == ["why"]
        assert (ledger.fact("go_live"), ledger.number("n"), ledger.once("k", "a")) == (NOW.isoformat(), 2, False)
        assert ledger.deletes_since("Client", Side.LEFT, NOW) == 1
        assert ledger.birth == "0123456789abcdef0123456789abcdef"
        ledger.acquire(NOW + timedelta(minutes=5), 60, ["Client"])


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_it_has_the_same_tables_as_a_new_one(form: Path, tmp_path: Path) -> None:
    path = old(form, tmp_path)
    SqliteLedger(path, "test").close()
    SqliteLedger(tmp_path / "new", "test").close()
    assert {one[:3] for one in shape(path)} == {one[:3] for one in shape(tmp_path / "new")}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_what_fails_on_the_way_leaves_the_old_one_and_a_copy(
    form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old(form, tmp_path)
    with closing(sqlite3.connect(path)) as db:
        before = list(db.iterdump())

    def full(*_: object) -> None:
        raise LedgerError("the disk is full")

    monkeypatch.setattr(steps, "_WORK", {3: full})
    with pytest.raises(LedgerError, match="the disk is full"):
        SqliteLedger(path, "test")
    monkeypatch.undo()
    for kept in (path, path.with_name(f"ledger.{form.stem}")):
        with closing(sqlite3.connect(kept)) as db:
            assert list(db.iterdump()) == before
            assert db.execute("PRAGMA user_version").fetchone() == (int(form.stem.removeprefix("form")),)
    SqliteLedger(path, "test").close()


_OPENER = "import sys; from interlock.adapters.ledger import SqliteLedger; SqliteLedger(sys.argv[1], 'test').close()"


def test_several_processes_may_open_an_older_one_at_once(tmp_path: Path) -> None:
    path = old(FORMS[0], tmp_path)
    openers = [subprocess.Popen([sys.executable, "-c", _OPENER, str(path)]) for _ in range(4)]
    assert [opener.wait(60) for opener in openers] == [0, 0, 0, 0]
    with closing(sqlite3.connect(path.with_name("ledger.form1"))) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix != ".mark") == ["ledger", "ledger.form1"]
