"""Whether a ledger is as it was written, and what it holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from interlock.adapters.ledger.chain import BLANK, COLUMNS, TOLD, beginning, chained, digest_of
from interlock.adapters.ledger.history import HistoryTable
from interlock.adapters.ledger.rows import base_of, body_of, entry_of, moment_of, of_blob, request_of
from interlock.adapters.ledger.sheets import COLUMNS as SHEET
from interlock.adapters.ledger.sheets import creates_of
from interlock.adapters.ledger.tables import FORM
from interlock.errors import LedgerError
from interlock.model.upkeep import Flaw, Size

_SOME = 1000
_COUNTED = ("seen", "link", "intent", "held", "attempt", "history", "told", "hint")


class InspectionTables(HistoryTable):
    """All tables, as they are."""

    def flaws(self) -> Iterator[Flaw]:
        """What is wrong with it, found one by one; until they are all told, nothing else can be asked of it."""
        if not self._depth:
            self._db.begin_reading()
        try:
            yield from self._all_flaws()
        finally:
            if not self._depth and self._db.in_transaction:
                self._run("ROLLBACK")

    def _all_flaws(self) -> Iterator[Flaw]:
        for part in (self._database_flaws, self._chain_flaws, self._pair_flaws, self._orphan_flaws, self._row_flaws):
            try:
                yield from part()
            except LedgerError as error:
                yield Flaw("database", error.message)

    def size(self) -> Size:
        """What it holds for this environment."""
        n, chain = self._head()
        first = self._one("SELECT at FROM history WHERE env = ? ORDER BY n LIMIT 1", (self._env,))
        last = self._one("SELECT at FROM history WHERE env = ? ORDER BY n DESC LIMIT 1", (self._env,))
        rows = {
            table: int((self._one(f"SELECT count(*) FROM {table} WHERE env = ?", (self._env,)) or (0,))[0])
            for table in _COUNTED
        }
        leases = self._all("SELECT record, holder FROM lease WHERE env = ? AND holder != ''", (self._env,))
        return Size(
            name=self._db.name,
            environment=self._env,
            form=FORM,
            birth=self._birth,
            size_bytes=self._db.room(),
            rows=rows,
            last=n,
            chain=chain.hex(),
            first_at=moment_of(first[0]) if first else None,
            last_at=moment_of(last[0]) if last else None,
            leases=dict(leases),
        )

    # What can be wrong

    def _database_flaws(self) -> Iterator[Flaw]:
        for said in self._db.check():
            yield Flaw("database", said)

    def _chain_flaws(self) -> Iterator[Flaw]:
        """Each line against the one before it, its values against their digest, and the last against the head."""
        n, last = 0, beginning(self._birth, self._env)
        for number, *row, salt, digest, chain in self._lines():
            if number != n + 1:
                missing = f"line {n + 1} is" if number == n + 2 else f"lines {n + 1} to {number - 1} are"
                yield Flaw("history", f"{missing} missing")
            stands = digest_of(row, bytes(salt)) if salt is not None else bytes(digest or b"")
            # A line that tells nothing any more is proved by its digest alone, and nothing can be told by it again.
            odd = digest is not None if salt is not None else [row[at] for at in TOLD] != BLANK
            if odd or (number == n + 1 and chained(last, number, row, stands) != bytes(chain)):
                yield Flaw(f"history {number}", "the line is not as it was written, or does not belong here")
            n, last = number, bytes(chain)
        head = self._one("SELECT n, chain FROM head WHERE env = ?", (self._env,))
        known = (0, beginning(self._birth, self._env)) if head is None else (int(head[0]), bytes(head[1]))
        if known[0] > n:
            yield Flaw("history", f"it ends with line {n}, and {known[0]} were written")
        elif known != (n, last):
            yield Flaw(f"history {n}", "the last line is not the one that was written last")

    def _lines(self) -> Iterator[tuple[Any, ...]]:
        after = 0
        while True:
            rows = self._all(
                f"SELECT n, {COLUMNS}, salt, digest, chain FROM history WHERE env = ? AND n > ? ORDER BY n LIMIT ?",
                (self._env, after, _SOME),
            )
            if not rows:
                return
            yield from rows
            after = rows[-1][0]

    def _pair_flaws(self) -> Iterator[Flaw]:
        """An item belongs to one link, and no link has a number that will be given again."""
        for side in ("left", "right"):
            rows = self._all(
                f"SELECT record, {side}_id, count(*) FROM link WHERE env = ? GROUP BY record, {side}_id "
                "HAVING count(*) > 1",
                (self._env,),
            )
            for record, item, count in rows:
                yield Flaw("link", f"{record} `{item}` belongs to {count} links")
        row = self._one("SELECT last FROM number WHERE env = ? AND name = 'link'", (self._env,))
        given = 0 if row is None else int(row[0])
        for (link,) in self._all(
            "SELECT id FROM link WHERE env = ? AND length(id) >= ?", (self._env, len(f"L{given}"))
        ):
            if link[:1] == "L" and link[1:].isdigit() and int(link[1:]) > given:
                yield Flaw(f"link {link}", f"only {given} were numbered")

    def _orphan_flaws(self) -> Iterator[Flaw]:
        """What is held belongs to an item, and a write whose outcome nobody knows is held as such."""
        held = self._all(
            "SELECT id, record, item_id FROM held WHERE env = ? AND item_id != '' AND NOT EXISTS (SELECT 1 FROM seen "
            "WHERE seen.env = held.env AND seen.record = held.record AND seen.side = held.side "
            "AND seen.id = held.item_id) AND NOT EXISTS (SELECT 1 FROM link WHERE link.env = held.env "
            "AND link.record = held.record AND (link.left_id = held.item_id OR link.right_id = held.item_id))",
            (self._env,),
        )
        for number, record, item in held:
            yield Flaw(f"held {number}", f"{record} `{item}` was never seen")
        doubted = self._all(
            "SELECT id, record, source_id FROM intent WHERE env = ? AND state = 'held' AND NOT EXISTS (SELECT 1 "
            "FROM held WHERE held.env = intent.env AND held.record = intent.record AND held.kind = 'in doubt')",
            (self._env,),
        )
        for number, record, item in doubted:
            yield Flaw(f"intent {number}", f"a write for {record} `{item}` is in doubt, and nobody is asked about it")

    def _row_flaws(self) -> Iterator[Flaw]:
        """Everything can be read."""
        yield from self._unreadable("seen", "n", "body", lambda row: body_of(bytes(row[0])))
        yield from self._unreadable("link", "id", "base, rules", lambda row: (base_of(row[0]), json.loads(row[1])))
        yield from self._unreadable("intent", "n", "content", lambda row: request_of(of_blob(bytes(row[0]))["request"]))
        yield from self._unreadable("sheet", "id", SHEET, creates_of)
        yield from self._unreadable("history", "n", COLUMNS, entry_of)

    def _unreadable(
        self, table: str, key: str, columns: str, read: Callable[[tuple[Any, ...]], object]
    ) -> Iterator[Flaw]:
        after: object = "" if key == "id" else 0
        while True:
            rows = self._all(
                f"SELECT {key}, {columns} FROM {table} WHERE env = ? AND {key} > ? ORDER BY {key} LIMIT ?",
                (self._env, after, _SOME),
            )
            if not rows:
                return
            for number, *row in rows:
                try:
                    read(tuple(row))
                except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
                    yield Flaw(f"{table} {number}", "it cannot be read")
            after = rows[-1][0]
