"""Makes the tables of a new ledger, and brings those of an older one to the present form."""

from __future__ import annotations

from interlock.adapters.ledger.database import Database
from interlock.adapters.ledger.tables import FORM, TABLES
from interlock.errors import LedgerError

_STEPS = {
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
}
"""By form: the statements that make the next one of it."""


def prepare(database: Database, birth: str) -> str:
    """Make the tables where there are none, or see that those there can be used; what the ledger was named at birth.

    Raises:
        LedgerError: the database is something else, or newer than this program; nothing was changed.
    """
    database.begin("")
    try:
        found = _made(database, birth)
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")
    return found


def _made(database: Database, birth: str) -> str:
    form = database.form()
    if form > FORM:
        raise LedgerError(
            f"the ledger `{database.name}` was written by a newer Interlock (form {form}, this one knows {FORM})",
            hint="use the newer version; going back needs the ledger as it was before",
        )
    if form == 0:
        _define(database, TABLES)
        database.execute("INSERT INTO ledger (birth) VALUES (?)", (birth,))
    for step in range(form or FORM, FORM):
        _define(database, _STEPS[step])
    if form != FORM:
        database.set_form(FORM)
    return str(database.execute("SELECT birth FROM ledger").fetchone()[0])


def _define(database: Database, statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            database.define(statement)
