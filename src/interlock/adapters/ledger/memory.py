"""How far each side was read, and what else is remembered of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from interlock.adapters.ledger.rows import moment, moment_of
from interlock.adapters.ledger.store import Store
from interlock.model.kept import Cursor, LinkState
from interlock.model.value import Side

_CURSOR = "since, polled_at, scanned_at, generation, offset_s, unsure_s"


class MemoryTables(Store):
    """The tables `cursor`, `fact`, `number`, `told` and `deleted`."""

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """By record: how many items are `left`, `right`, `linked`, `held`, `unsettled`."""
        counted: dict[str, dict[str, int]] = {}

        def add(rows: Iterable[tuple[Any, ...]]) -> None:
            for record, name, number in rows:
                fresh = dict.fromkeys(("left", "right", "linked", "held", "unsettled"), 0)
                counted.setdefault(record, fresh)[name] = int(number)

        add(self._all("SELECT record, side, sum(1 - gone) FROM seen WHERE env = ? GROUP BY record, side", (self._env,)))
        add(
            self._all(
                "SELECT record, 'unsettled', count(*) FROM seen WHERE env = ? "
                "AND (settled IS NULL OR settled != digest) GROUP BY record",
                (self._env,),
            )
        )
        add(
            self._all(
                "SELECT record, 'linked', count(*) FROM link WHERE env = ? AND state = ? GROUP BY record",
                (self._env, LinkState.ACTIVE.value),
            )
        )
        add(
            self._all(
                "SELECT record, 'held', count(DISTINCT side || ' ' || item_id) FROM held WHERE env = ? GROUP BY record",
                (self._env,),
            )
        )
        return counted

    def cursor(self, record: str, side: Side) -> Cursor:
        """How far a side was read; a fresh one where it never was."""
        row = self._one(
            f"SELECT {_CURSOR} FROM cursor WHERE env = ? AND record = ? AND side = ?", (self._env, record, side.value)
        )
        if row is None:
            return Cursor()
        since, polled_at, scanned_at, generation, offset_s, unsure_s = row
        return Cursor(
            moment_of(since), moment_of(polled_at), moment_of(scanned_at), int(generation), offset_s, float(unsure_s)
        )

    def put_cursor(self, record: str, side: Side, cursor: Cursor) -> None:
        """Keep how far a side was read."""
        self._change(
            f"INSERT INTO cursor (env, record, side, {_CURSOR}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (env, record, side) DO UPDATE SET since = excluded.since, polled_at = excluded.polled_at, "
            "scanned_at = excluded.scanned_at, generation = excluded.generation, offset_s = excluded.offset_s, "
            "unsure_s = excluded.unsure_s",
            (
                self._env,
                record,
                side.value,
                moment(cursor.since),
                moment(cursor.polled_at),
                moment(cursor.scanned_at),
                cursor.generation,
                cursor.offset_s,
                cursor.unsure_s,
            ),
        )

    def fact(self, name: str) -> str | None:
        """A remembered text, or None."""
        row = self._one("SELECT value FROM fact WHERE env = ? AND name = ?", (self._env, name))
        return None if row is None else str(row[0])

    def set_fact(self, name: str, value: str | None) -> None:
        """Remember a text, or forget it."""
        if value is None:
            self._change("DELETE FROM fact WHERE env = ? AND name = ?", (self._env, name))
        else:
            self._change(
                "INSERT INTO fact VALUES (?, ?, ?) ON CONFLICT (env, name) DO UPDATE SET value = excluded.value",
                (self._env, name, value),
            )

    def number(self, name: str) -> int:
        """The next of a row of numbers: 1, 2, 3 ..."""
        return self.numbers(name, 1)[0]

    def numbers(self, name: str, count: int) -> range:
        """The next so many of a row of numbers."""
        if not self._depth:
            with self.transaction():
                return self.numbers(name, count)
        rows = self._all(
            "INSERT INTO number VALUES (?, ?, ?) ON CONFLICT (env, name) DO UPDATE "
            "SET last = number.last + excluded.last RETURNING last",
            (self._env, name, count),
        )
        last = int(rows[0][0])
        return range(last - count + 1, last + 1)

    def once(self, key: str, about: str) -> bool:
        """Whether this was not yet told about that state; from now on it was."""
        with self.transaction():
            row = self._one("SELECT about FROM told WHERE env = ? AND key = ?", (self._env, key))
            if row is not None and row[0] == about:
                return False
            self._run(
                "INSERT INTO told VALUES (?, ?, ?) ON CONFLICT (env, key) DO UPDATE SET about = excluded.about",
                (self._env, key, about),
            )
        return True

    def log_delete(self, record: str, side: Side, item_id: str, at: datetime) -> None:
        """Note that somebody deleted an item (not a delete of ours)."""
        values = (self._env, record, side.value, item_id, moment(at))
        self._change("INSERT INTO deleted VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", values)

    def deletes_since(self, record: str, side: Side, at: datetime) -> int:
        """How many items somebody deleted from that moment on."""
        row = self._one(
            "SELECT count(*) FROM deleted WHERE env = ? AND record = ? AND side = ? AND at >= ?",
            (self._env, record, side.value, moment(at)),
        )
        return int(row[0]) if row else 0
