"""Putting a copy of a ledger's file back in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from interlock.adapters.ledger.sqlite import SqliteDatabase
from interlock.adapters.ledger.tables import FORM
from interlock.errors import LedgerError

_BESIDE = ("", "-wal", "-shm")


def restore(copy: Path, path: Path, at: datetime) -> Path | None:
    """Put what is in `copy` in place of the ledger at `path`; where the ledger that was there is kept, if one was.

    Nobody may write to the ledger meanwhile. What tells how far the ledger was stays as it is, so that the next run
    finds that it was restored.

    Raises:
        LedgerError: the copy is no ledger, damaged or newer than this program, or there is no room. The ledger is as
            it was then.
    """
    _demand_ledger(copy)
    kept = _free(path.with_name(f"{path.name}.before-{at:%Y%m%dT%H%M%S}"))
    if not path.exists():
        _copied(copy, path)
        return None
    if is_damaged(path):
        _move_aside(path, kept)
        _copied(copy, path)
        return kept
    with closing(SqliteDatabase(path)) as present:
        present.copy_to(kept)
        present.take_over(copy)
    return kept


def is_damaged(path: Path) -> bool:
    """Whether the file at `path` cannot be used as a database any more."""
    try:
        with closing(SqliteDatabase(path, write=False)) as database:
            return bool(database.check())
    except LedgerError as error:
        cause = error.__cause__
        return isinstance(cause, sqlite3.DatabaseError) and not isinstance(cause, sqlite3.OperationalError)


def _free(path: Path) -> Path:
    """The path, or one like it, where nothing lies: what two restores within a second put aside are two files."""
    number = 1
    while (free := path if number == 1 else path.with_name(f"{path.name}-{number}")).exists():
        number += 1
    return free


def _demand_ledger(copy: Path) -> None:
    if not copy.is_file():
        raise LedgerError(f"there is no copy of a ledger at `{copy}`", hint="`interlock ledger backup` makes one")
    try:
        with closing(SqliteDatabase(copy, write=False)) as database:
            form = database.form()
            said = [] if form == 0 or form > FORM else database.check()
    except LedgerError as error:
        message = f"`{copy}` cannot be put back: {error.message}"
        raise LedgerError(message, hint="name another copy; the ledger is as it was") from error
    if form == 0:
        raise LedgerError(f"`{copy}` is empty", hint="name another copy")
    if form > FORM:
        raise LedgerError(
            f"the copy `{copy}` was written by a newer Interlock (form {form}, this one knows {FORM})",
            hint="use the newer version",
        )
    if said:
        raise LedgerError(f"the copy `{copy}` is damaged: {said[0]}", hint="name another copy")


def _copied(copy: Path, path: Path) -> None:
    with closing(SqliteDatabase(copy, write=False)) as database:
        database.copy_to(path)


def _move_aside(path: Path, kept: Path) -> None:
    try:
        for ending in _BESIDE:
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(kept.with_name(kept.name + ending))
    except OSError as error:
        raise LedgerError(f"the damaged ledger `{path}` cannot be moved to `{kept}`: {error}") from error
