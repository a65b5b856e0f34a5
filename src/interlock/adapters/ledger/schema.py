"""Makes the tables of a new ledger, and brings those of an older one to the present form."""

from __future__ import annotations

import secrets

from interlock.adapters.ledger.database import Database
from interlock.adapters.ledger.steps import define, step
from interlock.adapters.ledger.tables import FORM, TABLES
from interlock.errors import LedgerError


def prepare(database: Database) -> str:
    """Make the tables where there are none, or see that those there can be used; what the ledger was named at birth.

    A ledger of an older form is copied before it is changed.

    Raises:
        LedgerError: the database is something else, or newer than this program; nothing was changed. Or it could not
            be brought to the present form: then it is as it was.
    """
    form = database.form()
    if form > FORM:
        raise LedgerError(
            f"the ledger `{database.name}` was written by a newer Interlock (form {form}, this one knows {FORM})",
            hint="use the newer version; going back needs the ledger as it was before",
        )
    if form < FORM:
        if form:
            database.keep_copy(form)
        _bring_up(database)
    return str(database.execute("SELECT birth FROM ledger").fetchone()[0])


def _bring_up(database: Database) -> None:
    database.begin("")
    try:
        form = database.form()  # another process may have done it meanwhile
        if form == 0:
            define(database, TABLES)
            names = (secrets.token_hex(16), secrets.token_hex(8), int(database.was_there()))
            database.execute("INSERT INTO ledger (birth, life, commits, place, lost) VALUES (?, ?, 0, '', ?)", names)
        for at in range(form or FORM, FORM):
            step(database, at)
        if form < FORM:
            database.set_form(FORM)
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")
