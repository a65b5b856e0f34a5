"""A ledger's database in one file: write-ahead log, every commit on disk before it returns."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from interlock.adapters.ledger import figures
from interlock.adapters.ledger.database import NotUnique
from interlock.adapters.ledger.witness import Mark, Witness
from interlock.errors import LedgerError

_PATIENCE_S = 15.0
"""How long a statement waits for another process's transaction; those are short."""

_CACHE_KB = 65_536
"""So much of the file is kept in memory: what is written again and again of a ledger of a million items, by measure."""

_AHEAD_PAGES = 4000
"""So many pages are written ahead before they are put in place: most are written again before that."""

_PAGE = 8192
"""How large pages of a new file are: most rows have 1 to 2 KB, of which a page of 4 KB holds two or three, and gaps."""

_APPLICATION = 0x494E544C
"""Marks the file as a ledger; the letters INTL."""


class SqliteDatabase:
    """The file at `path` (`:memory:` for one that is forgotten); made, readable by its owner only, where there is none.

    Without `durable` a power cut may lose the last commits, or damage the file; the end of the process does neither.
    Without `write` it is only read, and must be there.

    Raises:
        LedgerError: the file cannot be opened.
    """

    def __init__(self, path: str | Path, *, durable: bool = True, write: bool = True) -> None:
        self.name = str(path)
        self._opened = False
        self._beside = None if self.name == ":memory:" else Witness(self.name)
        self._witness = self._beside if write else None
        try:
            if write and self.name != ":memory:":
                _make_private(Path(path))
            # The engine is one task at a time; the event loop may still be started in another thread than ours.
            self._db = sqlite3.connect(
                self.name if write else f"{Path(path).absolute().as_uri()}?mode=ro",
                timeout=_PATIENCE_S,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=256,
                uri=not write,
            )
            # NORMAL may lose the last commits at a power cut; a lost note of a write that was sent is a duplicate.
            self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
            self._db.execute("PRAGMA temp_store = MEMORY")
            self._db.execute(f"PRAGMA page_size = {_PAGE}")  # of a file that is there already it stays as it is
            self._db.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
            self._db.execute(f"PRAGMA wal_autocheckpoint = {_AHEAD_PAGES}")
        except (sqlite3.Error, OSError) as error:
            raise self.problem(error) from error

    def keep_log(self) -> None:
        """Write ahead from now on. It changes the file, which must be known to be a ledger by then."""
        self.execute("PRAGMA journal_mode = WAL")
        try:
            figures.tell(self._db)
        except sqlite3.Error as error:
            raise self.problem(error) from error
        self._opened = True

    faults: tuple[type[Exception], ...] = (sqlite3.Error,)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open; SQLite itself undoes one, for example when the disk is full."""
        return self._db.in_transaction

    def execute(self, statement: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        """Run a statement."""
        try:
            return self._db.execute(statement, values)
        except sqlite3.IntegrityError as error:
            raise NotUnique(str(error)) from error
        except sqlite3.Error as error:
            raise self.problem(error) from error

    def execute_all(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run a statement with each of the rows."""
        try:
            self._db.executemany(statement, rows)
        except sqlite3.IntegrityError as error:
            raise NotUnique(str(error)) from error
        except sqlite3.Error as error:
            raise self.problem(error) from error

    def begin(self, environment: str) -> None:  # noqa: ARG002 - one transaction at a time writes to the whole file
        """Begin a transaction beside which no other one writes to the file."""
        self.execute("BEGIN IMMEDIATE")

    def begin_reading(self) -> None:
        """Begin a transaction that sees everything as it is now; who writes is not kept waiting."""
        self.execute("BEGIN")

    def form(self) -> int:
        """Which form the tables have; 0 where there are none yet."""
        form = int(self.execute("PRAGMA user_version").fetchone()[0])
        application = int(self.execute("PRAGMA application_id").fetchone()[0])
        tables = int(self.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        if form == 0 and tables == 0:
            return 0
        if application != _APPLICATION:
            raise LedgerError(f"`{self.name}` is a database, but not a ledger", hint="name another file as the ledger")
        return form

    def set_form(self, form: int) -> None:
        """Note which form the tables have now."""
        self.execute(f"PRAGMA application_id = {_APPLICATION}")
        self.execute(f"PRAGMA user_version = {form}")

    @property
    def counts(self) -> bool:
        """Whether there is a file beside it that tells how far it was."""
        return self._witness is not None

    def changes(self) -> int:
        """How many rows this connection changed."""
        return self._db.total_changes

    def place(self) -> str:
        """Nothing: a file is the same wherever it is."""
        return ""

    def fits(self, mark: Mark, place: str) -> bool:  # noqa: ARG002 - the place tells nothing here
        """Whether the file beside it tells of nothing that it does not know."""
        if self._beside is None:
            return True
        told = self.told()
        if told is None:
            return mark.commits == 0
        return (told.birth, told.life) == (mark.birth, mark.life) and told.commits <= mark.commits

    def told(self) -> Mark | None:
        """What the file beside it tells."""
        return None if self._beside is None else self._beside.read()

    def leave(self, mark: Mark) -> None:
        """Tell the file beside it how far it is."""
        if self._witness is None:
            return
        try:
            self._witness.write(mark)
        except OSError as error:
            raise self.problem(error) from error

    def was_there(self) -> bool:
        """Whether there is a file beside it that tells of another."""
        return self._witness is not None and self._witness.exists()

    def check(self) -> list[str]:
        """What SQLite finds wrong with the file."""
        try:
            said = [str(row[0]) for row in self.execute("PRAGMA integrity_check(20)").fetchall()]
        except sqlite3.Error as error:
            raise self.problem(error) from error
        return [] if said == ["ok"] else [" ".join(one.split()) for one in said]

    def room(self) -> int | None:
        """The size of the file, with what is written ahead."""
        if self._witness is None:
            return None
        with suppress(OSError):
            ahead = Path(self.name + "-wal")
            return Path(self.name).stat().st_size + (ahead.stat().st_size if ahead.exists() else 0)
        return None

    def scrub(self) -> None:
        """Write over what is removed, and empty what was written ahead."""
        self.execute("PRAGMA secure_delete = ON")
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def keep_copy(self, form: int) -> None:
        """Keep a copy of the file beside it, while it has that form."""
        if self.name != ":memory:":
            self.copy_to(Path(f"{self.name}.form{form}"), form=form)

    def copy_to(self, path: Path, *, form: int | None = None) -> None:
        """Copy everything into a new file, while others may go on writing; an older copy there gives way to it.

        With `form` nothing is copied where another process has changed the form meanwhile.

        Raises:
            LedgerError: the copy could not be written; there is none then.
        """
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            part.unlink(missing_ok=True)
            _make_private(part)
            with closing(sqlite3.connect(part, isolation_level=None)) as copy:
                # In one go: who writes meanwhile is not kept waiting, and cannot make it begin anew for ever.
                self._db.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                has = int(copy.execute("PRAGMA user_version").fetchone()[0])
            if form is not None and has != form:
                part.unlink()
                return
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(path)
        except (sqlite3.Error, OSError) as error:
            with suppress(OSError):
                part.unlink()
            raise LedgerError(f"the ledger `{self.name}` cannot be copied to `{path}`: {error}") from error

    def take_over(self, path: Path) -> None:
        """Take everything from the file at `path` in place of what is here, all or nothing, also for who reads now.

        Raises:
            LedgerError: it could not be read or written.
        """
        part = Path(f"{self.name}.{os.getpid()}.part")
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as other:
                size = _page_size(self._db)
                if _page_size(other) == size:
                    other.backup(self._db)
                    return
                # A file that is written ahead keeps the size of its pages, so the copy is given the same.
                part.unlink(missing_ok=True)
                _make_private(part)
                other.execute(f"PRAGMA page_size = {size}")
                other.execute("VACUUM INTO ?", (str(part),))
            with closing(sqlite3.connect(f"{part.absolute().as_uri()}?mode=ro", uri=True)) as other:
                other.backup(self._db)
        except (sqlite3.Error, OSError) as error:
            raise self.problem(error) from error
        finally:
            part.unlink(missing_ok=True)

    def define(self, statement: str) -> None:
        """Make a table or an index."""
        self.execute(statement)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
        if self._witness is not None:
            self._witness.close()

    def problem(self, error: Exception) -> LedgerError:
        """What is told of something that SQLite, or the disk, did not do."""
        if type(error) is sqlite3.DatabaseError:  # what SQLite says of a file that is damaged, or something else
            return LedgerError(
                f"the ledger `{self.name}` is damaged, or no ledger: {error}",
                hint="put a copy in its place with `interlock ledger restore COPY`, which keeps this file beside it",
            )
        if self._opened:
            return LedgerError(
                f"the ledger `{self.name}` cannot be used: {error}",
                hint="is there space on its disk, and may you read and write there? what was noted stays, and the same "
                "command goes on with it",
            )
        return LedgerError(
            f"the ledger `{self.name}` cannot be opened: {error}",
            hint="it must be a file of its own in a folder that you may write to, on a disk that is not full; "
            "nothing was changed",
        )


def _page_size(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA page_size").fetchone()[0])


def _make_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
