"""Statements, transactions within transactions, and the lease that keeps a second writer out."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from interlock.adapters.ledger.database import Database
from interlock.adapters.ledger.schema import prepare
from interlock.adapters.ledger.witness import Mark
from interlock.errors import LeaseLost

_LEAP = 1_000_000
"""So many numbers are left out after a restore: those that were given meanwhile are not known any more."""

_START = "go_live"
"""The fact that is told outside as well: whoever lost it would take all that there is for older than the start."""


class Head(NamedTuple):
    """The end of the history: the number and the link of its last line."""

    n: int
    chain: bytes


class Store:
    """An open database, used for one environment; the tables' classes build on it.

    Raises:
        LedgerError: the database is something else, or was made by a newer version.
    """

    def __init__(self, database: Database, environment: str) -> None:
        self._db = database
        self._env = environment
        self._depth = 0
        self._token = ""
        self._leased = 0
        self._new_head: Head | None = None
        self._mark: Mark | None = None
        self._changes = 0
        self._looked = False
        self._committed = False
        self._texts: dict[str, dict[str, str]] = {}
        self._run = database.execute
        self._birth = prepare(database)

    @property
    def environment(self) -> str:
        """The environment's name."""
        return self._env

    @property
    def birth(self) -> str:
        """A text that no other ledger has."""
        return self._birth

    def close(self) -> None:
        """Let go of the database."""
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
        head = self._new_head
        if outermost:
            self._db.begin(self._env)
        else:
            self._run(f"SAVEPOINT {name}")
        self._depth += 1
        try:
            if outermost:
                self._changes = self._db.changes()
                self._check_lease()
            yield
            if keep and outermost:
                self._before_commit()
            if keep:
                self._run("COMMIT" if outermost else f"RELEASE SAVEPOINT {name}")
        except BaseException:
            self._depth -= 1
            self._new_head = head
            self._undo(name, outermost=outermost)
            raise
        self._depth -= 1
        if outermost or not keep:
            self._new_head = head
        if not keep:
            self._undo(name, outermost=outermost)
        elif outermost and self._mark is not None:
            self._committed = True
            self._db.leave(self._mark)

    def _before_commit(self) -> None:
        """What is to be kept with everything else that a transaction kept."""
        self._mark = None
        if self._db.counts and self._db.changes() != self._changes:
            if not self._looked:  # what this commit tells outside must not hide that the ledger is an older copy
                self._look_outside()
                self._looked = True
            if not self._committed:  # at the first only: who forgets it later means to
                self._take_start()
            row = self._one("UPDATE ledger SET commits = commits + 1 RETURNING birth, life, commits")
            self._mark = None if row is None else Mark(str(row[0]), str(row[1]), int(row[2]), self._starts())

    def is_behind(self) -> bool:
        """Whether something outside says that this is not the ledger as it was left: an older copy, or another one."""
        row = self._one("SELECT birth, life, commits, place FROM ledger")
        return row is not None and not self._fits(*row)

    def _fits(self, birth: str, life: str, commits: int, place: str) -> bool:
        return self._db.fits(Mark(birth, life, int(commits)), place)

    def _look_outside(self) -> None:
        """Begin another life where something outside says that this is not the ledger as it was left."""
        row = self._one("SELECT birth, life, commits, place FROM ledger")
        if row is None:
            return
        place, here = row[3], self._db.place()
        if not self._fits(*row):
            # A record that it does not know may have been run since it was copied.
            self._run("UPDATE ledger SET life = ?, place = ?, lost = 1", (secrets.token_hex(8), here))
            self._run("UPDATE number SET last = last + ?", (_LEAP,))
        elif here != place:
            self._run("UPDATE ledger SET place = ?", (here,))

    def _take_start(self) -> None:
        """Learn from outside when the environment went live, where that is not known here."""
        told = self._db.told()
        start = None if told is None else dict(told.starts).get(self._env)
        if start is not None and self._start() is None:
            self._run("INSERT INTO fact VALUES (?, ?, ?)", (self._env, _START, start))

    def _starts(self) -> tuple[tuple[str, str], ...]:
        """When each environment went live: the own one as kept here, the others as last told."""
        told, own = self._db.told(), self._start()
        starts = dict(() if told is None else told.starts)
        starts.pop(self._env, None)
        return tuple(sorted((starts if own is None else {**starts, self._env: own}).items()))

    def _start(self) -> str | None:
        row = self._one("SELECT value FROM fact WHERE env = ? AND name = ?", (self._env, _START))
        return None if row is None else str(row[0])

    def _undo(self, name: str, *, outermost: bool) -> None:
        self._looked = False
        if not self._db.in_transaction:  # the database has already undone it, for example when the disk is full
            return
        self._run("ROLLBACK" if outermost else f"ROLLBACK TO SAVEPOINT {name}")
        if not outermost:
            self._run(f"RELEASE SAVEPOINT {name}")

    def _check_lease(self) -> None:
        """See that what this process leased is still its own.

        Raises:
            LeaseLost: it is not.
        """
        if not self._token:
            return
        row = self._one("SELECT count(*) FROM lease WHERE env = ? AND token = ?", (self._env, self._token))
        if row is None or row[0] != self._leased:
            holders = self._all(
                "SELECT DISTINCT holder FROM lease WHERE env = ? AND holder != '' ORDER BY 1", (self._env,)
            )
            raise LeaseLost(
                f"another process took over environment `{self._env}`: {', '.join(holder for (holder,) in holders)}",
                hint="let only one process run a record of an environment",
            )

    def _change(self, statement: str, values: tuple[Any, ...] = ()) -> int:
        """Run a statement that writes, in a transaction of its own where there is none; how many rows it touched."""
        if self._depth:
            return self._run(statement, values).rowcount
        with self.transaction():
            return self._run(statement, values).rowcount

    def _change_all(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        if self._depth:
            self._db.execute_all(statement, rows)
            return
        with self.transaction():
            self._db.execute_all(statement, rows)

    def _one(self, statement: str, values: tuple[Any, ...] = ()) -> tuple[Any, ...] | None:
        try:
            row: tuple[Any, ...] | None = self._run(statement, values).fetchone()
        except self._db.faults as fault:
            raise self._db.problem(fault) from fault
        return row

    def _all(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._run(statement, values).fetchall()
        except self._db.faults as fault:
            raise self._db.problem(fault) from fault


_PARTS = (1, 8, 32, 100, 250, 500)
"""How many values a statement may list; few sizes, so that each is prepared once."""


Listable = TypeVar("Listable", str, int)


def in_parts(values: Sequence[Listable]) -> Iterator[tuple[list[Listable], str]]:
    """The values in parts for `IN (...)`, each with its marks; the last value is repeated to fill a part up."""
    largest = _PARTS[-1]
    for start in range(0, len(values), largest):
        some = list(values[start : start + largest])
        size = next(size for size in _PARTS if size >= len(some))
        some += [some[-1]] * (size - len(some))
        yield some, ", ".join("?" * size)
