"""What was done, as people are told it, line after line in a chain."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from interlock.adapters.ledger.chain import COLUMNS, SALT, beginning, chained, digest_of
from interlock.adapters.ledger.rows import entry_of, entry_row
from interlock.adapters.ledger.store import Head, Store
from interlock.model.history import Entry

FORGOTTEN = "what it told was forgotten"
"""The reason of a line of which only the digest is left."""


class HistoryTable(Store):
    """The tables `history` and `head`."""

    def note(self, entries: Iterable[Entry]) -> None:
        """Add to the history."""
        if not self._depth:
            with self.transaction():
                self.note(entries)
            return
        self.note_rows([entry_row(entry) for entry in entries])

    def note_rows(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add lines as `entry_row` makes them; in a transaction."""
        if not rows:
            return
        chance = os.urandom(SALT * len(rows))
        n, last = self._head()
        env, lines = self._env, []
        for start, row in zip(range(0, len(chance), SALT), rows, strict=True):
            n += 1
            salt = chance[start : start + SALT]
            last = chained(last, n, row, digest_of(row, salt))
            # SQLite's module takes a bytearray as it is; for bytes it first looks for somebody who adapts them.
            lines.append((env, n, *row, bytearray(salt), bytearray(last)))
        marks = ", ".join("?" * 17)
        self._change_all(f"INSERT INTO history (env, n, {COLUMNS}, salt, chain) VALUES ({marks})", lines)
        self._new_head = Head(n, last)

    def history(
        self,
        *,
        record: str | None = None,
        item_id: str | None = None,
        link: str | None = None,
        number: int | None = None,
        after: int = 0,
        most: int | None = None,
    ) -> tuple[Entry, ...]:
        """The entries after that number, oldest first; with `most`, the newest so many of them."""
        where: list[str] = ["env = ?"]
        values: list[str | int] = [self._env]
        if after:
            where.append("n > ?")
            values.append(after)
        if number is not None:
            where.append("n = ?")
            values.append(number)
        if record is not None:
            where.append("record = ?")
            values.append(record)
        if link is not None:
            where.append("link = ?")
            values.append(link)
        if item_id is not None:
            where.append(
                "(item_id = ? OR link IN (SELECT id FROM link WHERE env = ? AND (left_id = ? OR right_id = ?)))"
            )
            values += [item_id, self._env, item_id, item_id]
        limit = "" if most is None else f" LIMIT {most:d}"
        rows = self._all(
            f"SELECT n, {COLUMNS}, salt FROM history WHERE {' AND '.join(where)} ORDER BY n DESC{limit}", tuple(values)
        )
        return tuple(map(_entry, reversed(rows)))

    def _head(self) -> Head:
        """The last line's number and link, with what this transaction added."""
        if self._new_head is not None:
            return self._new_head
        row = self._one("SELECT n, chain FROM head WHERE env = ?", (self._env,))
        if row is None:
            return Head(0, beginning(self._birth, self._env))
        return Head(int(row[0]), bytes(row[1]))

    def _before_commit(self) -> None:
        # Apart from the lines, so that it is found when the last ones are missing.
        if self._new_head is not None:
            self._run(
                "INSERT INTO head (env, n, chain) VALUES (?, ?, ?) "
                "ON CONFLICT (env) DO UPDATE SET n = excluded.n, chain = excluded.chain",
                (self._env, *self._new_head),
            )
        super()._before_commit()


def _entry(row: tuple[Any, ...]) -> Entry:
    entry = replace(entry_of(row[1:-1]), number=int(row[0]))
    return entry if row[-1] is not None else replace(entry, reason=FORGOTTEN)
