"""Ledgers: in one SQLite file by default, or in a PostgreSQL database for several machines."""

from __future__ import annotations

from pathlib import Path

from interlock.adapters.ledger.forgetting import ForgettingTables
from interlock.adapters.ledger.held import HeldTable
from interlock.adapters.ledger.history import HistoryTable
from interlock.adapters.ledger.inbox import InboxTables
from interlock.adapters.ledger.inspection import InspectionTables
from interlock.adapters.ledger.lease import LeaseTable
from interlock.adapters.ledger.made import MadeTables
from interlock.adapters.ledger.memory import MemoryTables
from interlock.adapters.ledger.notices import NoticeTable
from interlock.adapters.ledger.observations import ObservationTables
from interlock.adapters.ledger.pairs import PairTables
from interlock.adapters.ledger.postgres import PostgresDatabase
from interlock.adapters.ledger.sqlite import SqliteDatabase
from interlock.adapters.ledger.writes import WriteTables
from interlock.errors import LedgerError

__all__ = ["PostgresLedger", "SqliteLedger"]


class _Tables(
    LeaseTable,
    ForgettingTables,
    InspectionTables,
    MadeTables,
    HeldTable,
    HistoryTable,
    InboxTables,
    NoticeTable,
    MemoryTables,
    ObservationTables,
    PairTables,
    WriteTables,
):
    """All tables of a ledger."""


class SqliteLedger(_Tables):
    """The `Ledger` of one environment, kept in the file at `path` (`:memory:` for one that is forgotten).

    One file may hold several environments. The file is made, readable by its owner only, where it does not exist.
    Without `durable` a power cut may lose the last commits, or damage the file; the end of the process does neither.

    Raises:
        LedgerError: the file cannot be opened, is no ledger, or was made by a newer version.
    """

    def __init__(self, path: str | Path, environment: str, *, durable: bool = True) -> None:
        database = SqliteDatabase(path, durable=durable)
        try:
            super().__init__(database, environment)
            # Only now: it writes to the file, which may turn out to be somebody else's database.
            database.keep_log()
        except BaseException:
            database.close()
            raise
        self._file = database

    def copy_to(self, path: Path) -> None:
        """Copy the file to a new one at `path`, readable by its owner only, while others may go on writing.

        Raises:
            LedgerError: it could not be written; what was there before is there still.
        """
        self._file.copy_to(path)


class PostgresLedger(_Tables):
    """The `Ledger` of one environment, kept in the PostgreSQL database at `address`, in the schema `interlock`.

    Several environments and several projects' ledgers do not share a database unless they share the ledger. The
    password is not part of the address, and stands in no message.

    Raises:
        LedgerError: the database cannot be reached, is used by something else, or was made by a newer version; or
            the package `psycopg` is missing.
    """

    def __init__(self, address: str, environment: str, *, password: str | None = None) -> None:
        database = PostgresDatabase(address, password=password)
        try:
            super().__init__(database, environment)
        except BaseException:
            database.close()
            raise

    def copy_to(self, path: Path) -> None:
        """Nothing: a server's databases are copied with its own programs.

        Raises:
            LedgerError: always; it says how.
        """
        raise LedgerError(
            f"the ledger `{self._db.name}` is not a file that could be copied to `{path}`",
            hint="copy it with `pg_dump --schema=interlock`, while everything runs",
        )
