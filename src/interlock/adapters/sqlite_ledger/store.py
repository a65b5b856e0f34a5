"""The open file: statements, transactions within transactions, and the epoch that keeps a second writer out."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from interlock.adapters.sqlite_ledger.schema import prepare
from interlock.errors import LeaseLost, LedgerError

_PATIENCE_S = 15.0
"""How long a statement waits for another process's transaction; those are short."""


class Store:
    """A ledger file, opened for one environment; the tables' classes build on it."""

    def __init__(self, path: str | Path, environment: str) -> None:
        self._path = str(path)
        self._env = environment
        self._depth = 0
        self._epoch: int | None = None
        try:
            if self._path != ":memory:":
                _make_private(Path(self._path))
            # The engine is one task at a time; the event loop may still be started in another thread than ours.
            self._db = sqlite3.connect(
                self._path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False, cached_statements=256
            )
            # NORMAL may lose the last commits at a power cut; a lost note of a write that was sent is a duplicate.
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA temp_store = MEMORY")
            prepare(self._db, self._path)
            # Only now: it writes to the file, which may turn out to be somebody else's database.
            self._db.execute("PRAGMA journal_mode = WAL")
            self._birth = str(self._db.execute("SELECT birth FROM ledger").fetchone()[0])
        except (sqlite3.Error, OSError) as error:
            raise LedgerError(
                f"the ledger `{self._path}` cannot be opened: {error}",
                hint="it must be a file of its own in a folder that you may write to, on a disk that is not full; "
                "nothing was changed",
            ) from error

    @property
    def environment(self) -> str:
        """The environment's name."""
        return self._env

    @property
    def birth(self) -> str:
        """A text that no other ledger has."""
        return self._birth

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inner ones join the outer."""
        with self._level(keep=True):
            yield

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """A transaction that is always undone."""
        with self._level(keep=False):
            yield

    @contextmanager
    def _level(self, *, keep: bool) -> Iterator[None]:
        name = f"level{self._depth}"
        outermost = self._depth == 0
        self._run("BEGIN IMMEDIATE" if outermost else f"SAVEPOINT {name}")
        self._depth += 1
        try:
            if outermost:
                self._check_epoch()
            yield
            if keep:
                self._run("COMMIT" if outermost else f"RELEASE {name}")
        except BaseException:
            self._depth -= 1
            self._undo(name, outermost=outermost)
            raise
        self._depth -= 1
        if not keep:
            self._undo(name, outermost=outermost)

    def _undo(self, name: str, *, outermost: bool) -> None:
        if not self._db.in_transaction:  # SQLite has already undone it, for example when the disk is full
            return
        self._run("ROLLBACK" if outermost else f"ROLLBACK TO {name}")
        if not outermost:
            self._run(f"RELEASE {name}")

    def _check_epoch(self) -> None:
        if self._epoch is None:
            return
        row = self._db.execute("SELECT epoch, holder FROM lease WHERE env = ?", (self._env,)).fetchone()
        if row is None or row[0] != self._epoch:
            raise LeaseLost(
                f"another process took over environment `{self._env}`" + (f": {row[1]}" if row else ""),
                hint="let only one process run an environment",
            )

    def _run(self, statement: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._db.execute(statement, values)
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            raise LedgerError(f"the ledger `{self._path}` cannot be used: {error}") from error

    def _change(self, statement: str, values: tuple[Any, ...] = ()) -> int:
        """Run a statement that writes, in a transaction of its own where there is none; how many rows it touched."""
        if self._depth:
            return self._run(statement, values).rowcount
        with self.transaction():
            return self._run(statement, values).rowcount

    def _change_all(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        if not self._depth:
            with self.transaction():
                self._change_all(statement, rows)
            return
        try:
            self._db.executemany(statement, rows)
        except sqlite3.Error as error:
            raise LedgerError(f"the ledger `{self._path}` cannot be used: {error}") from error

    def _one(self, statement: str, values: tuple[Any, ...] = ()) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._run(statement, values).fetchone()
        return row

    def _all(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self._run(statement, values).fetchall()


def _make_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
