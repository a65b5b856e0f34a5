"""A ledger's copy that is worked on and thrown away, such as for a plan."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from interlock.adapters.ledger.sqlite import SqliteDatabase
from interlock.adapters.ledger.witness import ENDING
from interlock.errors import LedgerError


def any_trace(path: Path) -> bool:
    """Whether there is a ledger at that path, or was one."""
    return path.exists() or _mark(path).exists()


def private_copy(path: Path, target: Path) -> None:
    """Copy a ledger to a new path, where nobody has a lease; others may go on writing to it.

    What stands beside it is copied, too, so that the copy shows as well whether the ledger was restored or lost.

    Raises:
        LedgerError: it is no ledger, or it cannot be copied.
    """
    try:
        # First, so that it never tells of more than the copy has.
        if _mark(path).exists():
            shutil.copyfile(_mark(path), _mark(target))
    except OSError as problem:
        raise LedgerError(f"`{_mark(path)}` cannot be copied: {problem.strerror or problem}") from None
    if not path.exists():
        return
    with closing(SqliteDatabase(path)) as database:
        known = database.form()
        database.copy_to(target)
    if known:
        with closing(SqliteDatabase(target)) as copy:
            copy.execute("UPDATE lease SET holder = '', token = ''")


def _mark(path: Path) -> Path:
    return path.with_name(path.name + ENDING)
