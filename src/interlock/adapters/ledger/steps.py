"""How a ledger of one form becomes one of the next."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping

from interlock.adapters.ledger.chain import COLUMNS, SALT, beginning, chained, digest_of
from interlock.adapters.ledger.database import Database

_SOME = 1000
"""So many lines of a history are in memory at once."""

_STATEMENTS = {
    1: """
DROP INDEX seen_unsettled;
CREATE INDEX seen_unsettled ON seen (env, record, n) WHERE settled IS NULL OR settled != digest;
DROP TABLE lease;
CREATE TABLE lease (
  env TEXT NOT NULL, record TEXT NOT NULL, epoch INTEGER NOT NULL, token TEXT NOT NULL, holder TEXT NOT NULL,
  since TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY (env, record)
) WITHOUT ROWID;
""",
    2: """
CREATE TABLE hint (
  env TEXT NOT NULL, side TEXT NOT NULL, resource TEXT NOT NULL, item_id TEXT NOT NULL, number INTEGER NOT NULL,
  at TEXT NOT NULL, event TEXT NOT NULL,
  PRIMARY KEY (env, side, resource, item_id)
) WITHOUT ROWID;
CREATE INDEX hint_number ON hint (env, number);

CREATE TABLE heard (
  env TEXT NOT NULL, side TEXT NOT NULL, event TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (env, side, event)
) WITHOUT ROWID;
CREATE INDEX heard_at ON heard (env, at);

CREATE TABLE notice (
  env TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, message TEXT NOT NULL, receiver TEXT NOT NULL,
  since TEXT NOT NULL, at TEXT NOT NULL, told_at TEXT, due INTEGER NOT NULL, ended INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (env, kind, subject)
) WITHOUT ROWID;
""",
    3: """
ALTER TABLE history RENAME TO unchained;
DROP INDEX history_item;
DROP INDEX history_link;
CREATE TABLE history (
  env TEXT NOT NULL, n INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, link TEXT NOT NULL,
  side TEXT, item_id TEXT NOT NULL, pair TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, lost TEXT NOT NULL,
  reason TEXT NOT NULL, place TEXT NOT NULL, sensitive INTEGER NOT NULL, salt BLOB, digest BLOB, chain BLOB NOT NULL,
  PRIMARY KEY (env, n)
) WITHOUT ROWID;
CREATE TABLE head (
  env TEXT PRIMARY KEY, n INTEGER NOT NULL, chain BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX history_item ON history (env, item_id);
CREATE INDEX history_link ON history (env, link);
ALTER TABLE ledger ADD COLUMN life TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN commits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
""",
    # Rows of some 1,000 bytes each take a page of their own in a table without row numbers.
    4: """
ALTER TABLE history RENAME TO wide_history;
DROP INDEX history_item;
DROP INDEX history_link;
CREATE TABLE history (
  env TEXT NOT NULL, n INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, link TEXT NOT NULL,
  side TEXT, item_id TEXT NOT NULL, pair TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, lost TEXT NOT NULL,
  reason TEXT NOT NULL, place TEXT NOT NULL, sensitive INTEGER NOT NULL, salt BLOB, digest BLOB, chain BLOB NOT NULL,
  PRIMARY KEY (env, n)
);
INSERT INTO history SELECT * FROM wide_history ORDER BY env, n;
DROP TABLE wide_history;
CREATE INDEX history_item ON history (env, item_id);
CREATE INDEX history_link ON history (env, link);
ALTER TABLE link RENAME TO wide_link;
CREATE TABLE link (
  env TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL, left_id TEXT NOT NULL, right_id TEXT NOT NULL,
  state TEXT NOT NULL, made_at TEXT NOT NULL, base TEXT NOT NULL, rules TEXT NOT NULL,
  PRIMARY KEY (env, id),
  UNIQUE (env, record, left_id), UNIQUE (env, record, right_id)
);
INSERT INTO link SELECT * FROM wide_link;
DROP TABLE wide_link;
""",
    5: """
CREATE TABLE sheet (
  env TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL, side TEXT NOT NULL, at TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (env, id)
);
""",
}
"""By form: the statements with which the next one begins."""


def step(database: Database, form: int) -> None:
    """Make the next form of that one; in a transaction.

    Raises:
        LedgerError: it could not be made.
    """
    define(database, _STATEMENTS[form])
    if form in _WORK:
        _WORK[form](database)


def define(database: Database, statements: str) -> None:
    """Make tables and indexes."""
    for statement in statements.split(";"):
        if statement.strip():
            database.define(statement)


def _chain_up(database: Database) -> None:
    """Chain a history that was not; its lines keep their order, and get their numbers by environment."""
    birth = str(database.execute("SELECT birth FROM ledger").fetchone()[0])
    database.execute("UPDATE ledger SET life = ?", (secrets.token_hex(8),))
    heads: dict[str, tuple[int, bytes]] = {}
    marks = ", ".join("?" * 17)
    after = 0
    while True:
        rows = database.execute(
            f"SELECT n, env, {COLUMNS} FROM unchained WHERE n > ? ORDER BY n LIMIT ?", (after, _SOME)
        ).fetchall()
        if not rows:
            break
        lines = []
        for _, env, *row in rows:
            n, last = heads.get(env) or (0, beginning(birth, env))
            salt = os.urandom(SALT)
            heads[env] = n + 1, chained(last, n + 1, row, digest_of(row, salt))
            lines.append((env, n + 1, *row, salt, heads[env][1]))
        database.execute_all(f"INSERT INTO history (env, n, {COLUMNS}, salt, chain) VALUES ({marks})", lines)
        after = rows[-1][0]
    for env, (n, last) in heads.items():
        database.execute("INSERT INTO head VALUES (?, ?, ?)", (env, n, last))
    # Every record that was run goes on as it is.
    database.execute(
        "INSERT INTO fact SELECT DISTINCT env, 'life ' || record, (SELECT life FROM ledger) FROM cursor "
        "WHERE 1 = 1 ON CONFLICT DO NOTHING"
    )
    database.define("DROP TABLE unchained")


_WORK: Mapping[int, Callable[[Database], None]] = {3: _chain_up}
"""By form: what statements alone cannot do."""
