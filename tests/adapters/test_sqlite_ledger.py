"""The ledger in a file: it is for its owner only, and a file that is none is told apart."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from interlock.adapters.ledger import SqliteLedger
from interlock.errors import LedgerError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "ledger"


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
