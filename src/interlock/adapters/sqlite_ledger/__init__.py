"""The ledger in one SQLite file: write-ahead log, every commit on disk before it returns."""

from __future__ import annotations

from interlock.adapters.sqlite_ledger.journal import JournalTables
from interlock.adapters.sqlite_ledger.lease import LeaseTable
from interlock.adapters.sqlite_ledger.observations import ObservationTables
from interlock.adapters.sqlite_ledger.pairs import PairTables
from interlock.adapters.sqlite_ledger.writes import WriteTables

__all__ = ["SqliteLedger"]


class SqliteLedger(JournalTables, ObservationTables, PairTables, WriteTables, LeaseTable):
    """The `Ledger` of one environment, kept at `path` (`:memory:` for one that is forgotten).

    One file may hold several environments. The file is made, readable by its owner only, where it does not exist.

    Raises:
        LedgerError: the file cannot be opened, is no ledger, or was made by a newer version.
    """
