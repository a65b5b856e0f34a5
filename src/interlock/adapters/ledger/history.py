"""What was done, as people are told it."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.adapters.ledger.rows import entry_of, entry_row
from interlock.adapters.ledger.store import Store
from interlock.model.history import Entry

_ENTRY = "at, kind, record, link, side, item_id, pair, before, after, lost, reason, place, sensitive"


class HistoryTable(Store):
    """The table `history`."""

    def note(self, entries: Iterable[Entry]) -> None:
        """Add to the history."""
        marks = ", ".join("?" * 14)
        self._change_all(
            f"INSERT INTO history (env, {_ENTRY}) VALUES ({marks})",
            ((self._env, *entry_row(entry)) for entry in entries),
        )

    def history(
        self, *, record: str | None = None, item_id: str | None = None, link: str | None = None, most: int | None = None
    ) -> tuple[Entry, ...]:
        """The entries, oldest first; with `most`, the newest so many of them."""
        where, values = ["env = ?"], [self._env]
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
            f"SELECT {_ENTRY} FROM history WHERE {' AND '.join(where)} ORDER BY n DESC{limit}", tuple(values)
        )
        return tuple(map(entry_of, reversed(rows)))
