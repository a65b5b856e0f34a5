"""The ledger of a process that can die: what it committed stays on the disk, and nothing else does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from interlock.adapters.ledger import SqliteLedger
from interlock.adapters.ledger.sqlite import SqliteDatabase
from interlock.adapters.ledger.store import Store
from interlock.adapters.ledger.witness import Mark
from interlock.errors import LedgerError


class Crash(BaseException):
    """The process died here."""


@dataclass
class Points:
    """Counts the boundaries with the outside and dies at one of them; what is dead can do nothing more."""

    count: int = 0
    crash_at: int | None = None
    dead: bool = False
    full_at: int | None = None
    """from this boundary on nothing can be committed: the disk is full"""

    def __call__(self) -> None:
        """Pass a boundary."""
        if self.dead:
            raise Crash
        self.count += 1
        if self.count == self.crash_at:
            self.dead = True
            raise Crash


@dataclass
class Beside:
    """What lies beside the ledger and tells how far it was; whoever puts back an older ledger leaves it there."""

    mark: Mark | None = None


class Disk(SqliteDatabase):
    """A database in memory that outlives the processes that use it; without tables where another one was before."""

    def __init__(self, image: bytes | None = None, beside: Beside | None = None) -> None:
        self.beside = beside
        super().__init__(":memory:", durable=False)
        if image is not None or beside is None or beside.mark is None:
            self._db.deserialize(_empty() if image is None else image)

    def image(self) -> bytes:
        """All that is committed, as a copy of the file would have it."""
        return self._db.serialize()

    def cut_off(self) -> None:
        """The process that used it is dead: what it had not committed is gone."""
        if self.in_transaction:
            self.execute("ROLLBACK")


@cache
def _empty() -> bytes:
    database = SqliteDatabase(":memory:", durable=False)
    Store(database, "test")
    connection: sqlite3.Connection = database._db  # noqa: SLF001 - what is public cannot be copied
    return connection.serialize()


class _Used:
    """The disk as one process uses it: a boundary before each transaction, before its end and after it."""

    name = "memory"

    def __init__(self, disk: Disk, point: Points) -> None:
        self._disk = disk
        self._point = point

    faults: tuple[type[Exception], ...] = (sqlite3.Error,)

    def problem(self, fault: Exception) -> LedgerError:
        return self._disk.problem(fault)

    @property
    def in_transaction(self) -> bool:
        return self._disk.in_transaction

    def execute(self, statement: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        if statement == "COMMIT":
            return self._commit()
        if self._point.dead:
            raise Crash
        return self._disk.execute(statement, values)

    def _commit(self) -> sqlite3.Cursor:
        self._point()
        if self._point.full_at is not None and self._point.count >= self._point.full_at:
            raise LedgerError("the ledger `memory` cannot be used: database or disk is full")
        done = self._disk.execute("COMMIT")
        self._point()
        return done

    def execute_all(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        if self._point.dead:
            raise Crash
        self._disk.execute_all(statement, rows)

    def begin(self, environment: str) -> None:
        self._point()
        self._disk.begin(environment)

    def begin_reading(self) -> None:
        self._disk.begin_reading()

    def form(self) -> int:
        return self._disk.form()

    def set_form(self, form: int) -> None:
        self._disk.set_form(form)

    def define(self, statement: str) -> None:
        self._disk.define(statement)

    @property
    def counts(self) -> bool:
        """Whether something beside it tells how far it was."""
        return self._disk.beside is not None

    def changes(self) -> int:
        """How many rows were changed."""
        return self._disk.changes()

    def place(self) -> str:
        """Nothing."""
        return ""

    def fits(self, mark: Mark, place: str) -> bool:
        """Whether what lies beside it tells of nothing that it does not know."""
        del place
        told = None if self._disk.beside is None else self._disk.beside.mark
        if told is None:
            return self._disk.beside is None or mark.commits == 0
        return (told.birth, told.life) == (mark.birth, mark.life) and told.commits <= mark.commits

    def told(self) -> Mark | None:
        """What lies beside it."""
        return None if self._disk.beside is None else self._disk.beside.mark

    def leave(self, mark: Mark) -> None:
        """Tell how far it is."""
        if self._disk.beside is not None:
            self._disk.beside.mark = mark

    def was_there(self) -> bool:
        """Whether something beside it tells of another."""
        return self._disk.beside is not None and self._disk.beside.mark is not None

    def check(self) -> list[str]:
        """What SQLite finds."""
        return self._disk.check()

    def room(self) -> int | None:
        """It takes no room on a disk."""
        return None

    def scrub(self) -> None:
        """Nothing of it is on a disk."""

    def keep_copy(self, form: int) -> None:
        """There is nothing to keep beside."""

    def close(self) -> None:
        """The disk stays."""


class PointedLedger(SqliteLedger):
    """The ledger on a disk, as one process uses it."""

    def __init__(self, disk: Disk, point: Points) -> None:
        Store.__init__(self, _Used(disk, point), "test")
