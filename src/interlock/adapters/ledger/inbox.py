"""Hints that wait to be followed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from interlock.adapters.ledger.memory import MemoryTables
from interlock.adapters.ledger.rows import at_of, moment
from interlock.model.value import Side
from interlock.model.webhooks import Hint


class InboxTables(MemoryTables):
    """The tables `hint` and `heard`."""

    def take_hints(self, hints: Sequence[Hint]) -> int:
        """Keep hints: when this returns they are on disk. How many told something that was not known."""
        with self.transaction():
            return sum(self._take(hint) for hint in hints)

    def hints(self, *, most: int, side: Side | None = None) -> tuple[Hint, ...]:
        """Up to so many hints that wait, of one side or of both, oldest first, with their numbers."""
        sides = [one.value for one in Side] if side is None else [side.value, side.value]
        rows = self._all(
            "SELECT side, resource, item_id, at, event, number FROM hint WHERE env = ? AND side IN (?, ?) "
            "ORDER BY number LIMIT ?",
            (self._env, *sides, most),
        )
        return tuple(
            Hint(Side(side), resource, item_id, at_of(at), event, int(number))
            for side, resource, item_id, at, event, number in rows
        )

    def drop_hints(self, hints: Sequence[Hint]) -> None:
        """They were followed; what has come in of the same items since they were read still waits."""
        self._change_all("DELETE FROM hint WHERE env = ? AND number = ?", [(self._env, hint.number) for hint in hints])

    def waiting_hints(self) -> int:
        """How many wait."""
        row = self._one("SELECT count(*) FROM hint WHERE env = ?", (self._env,))
        return int(row[0]) if row else 0

    def forget_events(self, before: datetime) -> None:
        """Forget the ids of events that were taken before that moment."""
        self._change("DELETE FROM heard WHERE env = ? AND at < ?", (self._env, moment(before)))

    def _take(self, hint: Hint) -> bool:
        if (
            hint.event
            and not self._run(
                "INSERT INTO heard VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (self._env, hint.side.value, hint.event, moment(hint.at)),
            ).rowcount
        ):
            return False
        values = (hint.side.value, hint.resource, hint.item_id, self.number("hint"), moment(hint.at), hint.event)
        self._run(
            "INSERT INTO hint (env, side, resource, item_id, number, at, event) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (env, side, resource, item_id) DO UPDATE SET number = excluded.number, event = excluded.event",
            (self._env, *values),
        )
        return True
