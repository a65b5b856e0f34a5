"""What the ledger's tables need of a database; SQLite and PostgreSQL give it, and the statements are written once.

The statements keep to what both understand: `?` for values, `ON CONFLICT`, `RETURNING`, whole numbers for yes and no.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from interlock.adapters.ledger.witness import Mark
from interlock.errors import LedgerError


class NotUnique(Exception):  # an answer to a statement, which the caller turns into an error that says what it means
    """A row was refused, because there is another with the same key."""


class Rows(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""
        ...

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        ...


class Database(Protocol):
    """A connection to a database that holds ledgers."""

    @property
    def name(self) -> str:
        """What messages call it: a path or an address, without what is secret in it."""
        ...

    @property
    def faults(self) -> tuple[type[Exception], ...]:
        """What may be raised while rows are fetched."""
        ...

    def problem(self, fault: Exception) -> LedgerError:
        """What is told of it."""
        ...

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open that can be kept or undone."""
        ...

    def execute(self, statement: str, values: tuple[Any, ...] = ()) -> Rows:
        """Run a statement.

        Raises:
            NotUnique: a row with that key is there already.
            LedgerError: the database cannot be used.
        """
        ...

    def execute_all(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run a statement with each of the rows.

        Raises:
            NotUnique: a row with that key is there already; how many of the others were kept is not said.
            LedgerError: the database cannot be used.
        """
        ...

    def begin(self, environment: str) -> None:
        """Begin a transaction beside which no other one writes to the environment."""
        ...

    def begin_reading(self) -> None:
        """Begin a transaction that only reads, and sees everything as it is now; who writes is not kept waiting."""
        ...

    def form(self) -> int:
        """Which form the tables have; 0 where there are none yet.

        Raises:
            LedgerError: there are tables, but they are not a ledger's.
        """
        ...

    def set_form(self, form: int) -> None:
        """Note which form the tables have now."""
        ...

    @property
    def counts(self) -> bool:
        """Whether something outside tells how often something was kept."""
        ...

    def changes(self) -> int:
        """How many rows were changed since it was opened; always 0 where nothing `counts`."""
        ...

    def place(self) -> str:
        """What a copy elsewhere does not share; empty where there is nothing of the kind."""
        ...

    def fits(self, mark: Mark, place: str) -> bool:
        """Whether nothing outside says that the ledger was further, or another, than it says itself."""
        ...

    def told(self) -> Mark | None:
        """What something outside tells; None where there is nothing of the kind."""
        ...

    def leave(self, mark: Mark) -> None:
        """Tell outside how far the ledger is, after a commit.

        Raises:
            LedgerError: that could not be written; the commit stands all the same.
        """
        ...

    def was_there(self) -> bool:
        """Whether something outside tells of a ledger that is not there any more."""
        ...

    def check(self) -> list[str]:
        """What the database itself finds wrong with its file; empty where nothing is, or where it does not look."""
        ...

    def room(self) -> int | None:
        """How much room it takes on the disk; None where that is not known."""
        ...

    def scrub(self) -> None:
        """From now on, leave nothing of what is removed in the file; and remove it from where it is kept meanwhile."""
        ...

    def keep_copy(self, form: int) -> None:
        """Keep a copy beside it, while it has that form; nothing where a server looks after copies.

        Raises:
            LedgerError: there is no room for it.
        """
        ...

    def define(self, statement: str) -> None:
        """Make a table or an index; the types are those of SQLite."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
