"""Tells SQLite what the tables of a ledger are like once they are large.

Without figures it takes every column for a good way to few rows; but nearly all rows are of one environment, and it
would read whole tables to find what an index leads to. Figures taken while a ledger is small would mislead it as well.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

_ROWS = 1_000_000
_ALL_ALIKE = frozenset({"env"})
_FEW = frozenset({"record", "side", "state", "kind", "gone", "waits_record", "waits_side"})
"""Columns that tell nothing apart, and those that tell a few sorts apart."""


def tell(db: sqlite3.Connection) -> None:
    """Put the figures there, where they are not the ones that are meant."""
    meant = sorted(_figures(db))
    db.execute("ANALYZE sqlite_schema")  # makes the table of figures
    if sorted(db.execute("SELECT tbl, idx, stat FROM sqlite_stat1").fetchall()) == meant:
        return
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM sqlite_stat1")
    db.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", meant)
    db.execute("COMMIT")
    db.execute("ANALYZE sqlite_schema")  # reads them


def _figures(db: sqlite3.Connection) -> Iterable[tuple[str, str, str]]:
    tables = db.execute(
        "SELECT name, sql LIKE '%WITHOUT ROWID' FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for table, bare in tables:
        for _, index, unique, origin, _ in db.execute("SELECT * FROM pragma_index_list(?)", (table,)).fetchall():
            columns = [row[2] for row in db.execute("SELECT * FROM pragma_index_info(?)", (index,)).fetchall()]
            # The key of a table without row numbers goes by the table's own name.
            yield table, table if bare and origin == "pk" else index, _figure(columns, unique=bool(unique))


def _figure(columns: Iterable[str], *, unique: bool) -> str:
    """How many rows there are, and how many have the same first column, first two columns and so on."""
    numbers = [_ROWS]
    for column in columns:
        last = numbers[-1]
        numbers.append(last if column in _ALL_ALIKE else max(last // 4, 2) if column in _FEW else min(last, 5))
    if unique:
        numbers[-1] = 1
    return " ".join(map(str, numbers))
