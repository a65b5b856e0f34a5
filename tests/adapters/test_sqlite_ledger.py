"""The ledger in a file: it is for its owner only, and a file that is none is told apart."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interlock.adapters.ledger import SqliteLedger
from interlock.adapters.ledger.restoring import restore
from interlock.errors import LedgerError
from interlock.model.kept import Standing

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "ledger"


def test_the_file_is_for_its_owner_only(file: Path) -> None:
    SqliteLedger(file, "test").close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_other_files_and_newer_ledgers_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("this is no database, but long enough to be looked at as one" * 20)
    with pytest.raises(LedgerError, match="is damaged, or no ledger"):
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


def test_a_ledger_that_lost_its_last_commits_is_told(file: Path) -> None:
    ledger = SqliteLedger(file, "test")
    ledger.acquire(NOW, 60, ["Client"])
    ledger.take_up("Client")
    copy = file.with_name("copy")
    ledger.copy_to(copy)
    ledger.set_fact("later", "yes")
    ledger.close()
    copy.replace(file)
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    ledger = SqliteLedger(file, "test")
    assert ledger.is_behind()
    ledger.acquire(NOW + timedelta(minutes=2), 60, ["Client"])
    assert ledger.standing("Client") is Standing.RESTORED
    assert not ledger.is_behind(), "it is known now"
    ledger.close()


def test_a_ledger_that_is_gone_is_missed(file: Path) -> None:
    SqliteLedger(file, "test").close()
    ledger = SqliteLedger(file, "test")
    ledger.set_fact("a", "b")
    ledger.close()
    file.unlink()
    ledger = SqliteLedger(file, "test")
    assert ledger.standing("Client") is Standing.LOST
    ledger.close()


def test_when_each_environment_went_live_outlives_the_ledger(file: Path) -> None:
    for name, moment in (("test", "2026-03-02T08:00:00+00:00"), ("más = pruebas", "2026-04-01T00:00:00+00:00")):
        ledger = SqliteLedger(file, name)
        ledger.set_fact("go_live", moment)
        ledger.close()
    file.unlink()
    for name, moment in (("más = pruebas", "2026-04-01T00:00:00+00:00"), ("test", "2026-03-02T08:00:00+00:00")):
        ledger = SqliteLedger(file, name)
        ledger.set_fact("anything", "kept")
        assert ledger.fact("go_live") == moment
        ledger.close()
    ledger = SqliteLedger(file, "test")
    ledger.set_fact("anything", "else")
    ledger.set_fact("go_live", None)  # as when a go-live is taken back
    ledger.close()
    file.unlink()
    ledger = SqliteLedger(file, "test")
    ledger.set_fact("anything", "kept")
    assert ledger.fact("go_live") is None
    ledger.close()


@pytest.mark.parametrize("moment", ["", "soon", "2026-13-02T08:00:00+00:00", "2026-03-02T08:00:00"])
def test_a_file_beside_it_that_tells_of_no_moment_is_damaged(file: Path, moment: str) -> None:
    """Also nothing is taken from it; a moment without an offset could be compared with no other."""
    ledger = SqliteLedger(file, "test")
    ledger.set_fact("go_live", "2026-03-02T08:00:00+00:00")
    ledger.close()
    beside = file.with_name(file.name + ".mark")
    beside.write_text(beside.read_text().replace("2026-03-02T08:00:00+00:00", moment))
    file.unlink()
    ledger = SqliteLedger(file, "test")
    ledger.set_fact("anything", "kept")
    assert (ledger.standing("Client"), ledger.fact("go_live")) == (Standing.LOST, None)
    ledger.close()


def test_a_copy_is_whole_and_for_its_owner_only(file: Path) -> None:
    ledger = SqliteLedger(file, "test")
    with ledger.transaction():
        ledger.set_fact("a", "b")
    copy = file.with_name("copy")
    copy.write_text("an older one")
    ledger.copy_to(copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    other = SqliteLedger(copy, "test")
    assert (other.fact("a"), other.birth) == ("b", ledger.birth)
    other.close()
    with pytest.raises(LedgerError, match="cannot be copied to"):
        ledger.copy_to(file / "below" / "copy")
    ledger.close()


@pytest.mark.parametrize("pages", [(4096, None), (None, 4096)])
def test_a_copy_with_pages_of_another_size_is_put_back(file: Path, pages: tuple[int | None, int | None]) -> None:
    file.parent.mkdir()
    copy = file.with_name("copy")
    for path, size in zip((copy, file), pages, strict=True):
        if size is not None:
            with closing(sqlite3.connect(path)) as db:
                db.execute(f"PRAGMA page_size = {size}")
                db.execute("PRAGMA journal_mode = WAL")
        with closing(SqliteLedger(path, "test")) as ledger:
            ledger.set_fact("where", path.name)
            births = ledger.birth
        if path is copy:
            known = births
    kept = restore(copy, file, NOW)
    with closing(SqliteLedger(file, "test")) as ledger:
        assert (ledger.fact("where"), ledger.birth) == ("copy", known)
        assert not list(ledger.flaws())
    assert kept is not None
    assert sorted(one.name for one in file.parent.iterdir() if one.name.endswith(".part")) == []
    with closing(SqliteLedger(kept, "test")) as ledger:
        assert ledger.fact("where") == file.name


def test_what_two_restores_within_a_second_put_aside_is_both_kept(file: Path) -> None:
    for path in (copy := file.with_name("copy"), file):
        with closing(SqliteLedger(path, "test")) as ledger:
            ledger.set_fact("where", path.name)
    first, second = restore(copy, file, NOW), restore(copy, file, NOW)
    assert first is not None
    assert second is not None
    for path, where in ((first, file.name), (second, "copy")):
        with closing(SqliteLedger(path, "test")) as ledger:
            assert ledger.fact("where") == where


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no database, but a text that is long enough to be read as one" * 20, "file is not a database"),
        (None, "is a database, but not a ledger"),
        (b"", "is empty"),
    ],
)
def test_what_cannot_be_put_back_leaves_the_ledger_and_another_copy_is_asked_for(
    file: Path, content: bytes | None, told: str
) -> None:
    with closing(SqliteLedger(file, "test")) as ledger:
        ledger.set_fact("a", "b")
    copy = file.with_name("copy")
    if content is None:
        with closing(sqlite3.connect(copy)) as db:
            db.execute("CREATE TABLE mine (a)")
    else:
        copy.write_bytes(content)
    before = {one.name for one in file.parent.iterdir()}
    with pytest.raises(LedgerError, match=told) as fault:
        restore(copy, file, NOW)
    assert "name another copy" in (fault.value.hint or "")
    assert {one.name for one in file.parent.iterdir()} == before
    with closing(SqliteLedger(file, "test")) as ledger:
        assert ledger.fact("a") == "b"
