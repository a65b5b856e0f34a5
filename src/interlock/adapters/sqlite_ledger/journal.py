"""History, what is held, how far each side was read, and what else is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from interlock.adapters.sqlite_ledger.rows import at_of, entry_of, entry_row, moment, moment_of
from interlock.adapters.sqlite_ledger.store import Store
from interlock.errors import LedgerError, UsageError
from interlock.model import canonical
from interlock.model.history import Decision, Entry, EntryKind, Held, HeldKind, possible_decisions
from interlock.model.kept import Cursor, LinkState
from interlock.model.value import Side

_ENTRY = "at, kind, record, link, side, item_id, pair, before, after, lost, reason, place, sensitive"
_HELD = (
    "id, kind, record, side, item_id, pair, reason, since, link, assignee, place, left_value, right_value, sensitive, "
    "attempts, waits_record, waits_for, waits_side, about, decision, decided_by"
)
_CURSOR = "since, polled_at, scanned_at, generation, offset_s, unsure_s"


class JournalTables(Store):
    """The tables that are about the whole rather than about one item."""

    # History

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
        rows = self._all(
            f"SELECT {_ENTRY} FROM history WHERE {' AND '.join(where)} ORDER BY n DESC LIMIT ?",
            (*values, -1 if most is None else most),
        )
        return tuple(map(entry_of, reversed(rows)))

    # Held

    def held(self, *, kind: HeldKind | None = None, record: str | None = None) -> tuple[Held, ...]:
        """What is held now, oldest first."""
        rows = self._all(
            f"SELECT {_HELD} FROM held WHERE env = ? AND (? IS NULL OR kind = ?) AND (? IS NULL OR record = ?) "
            "ORDER BY since, id",
            (self._env, *(2 * (None if kind is None else kind.value,)), record, record),
        )
        return tuple(map(_held_of, rows))

    def anything_held(self) -> bool:
        """Whether anything is held at all."""
        return self._one("SELECT 1 FROM held WHERE env = ? LIMIT 1", (self._env,)) is not None

    def held_at(self, record: str, side: Side, item_id: str) -> tuple[Held, ...]:
        """What is held of an item."""
        rows = self._all(
            f"SELECT {_HELD} FROM held WHERE env = ? AND record = ? AND side = ? AND item_id = ? ORDER BY id",
            (self._env, record, side.value, item_id),
        )
        return tuple(map(_held_of, rows))

    def waiting_for(self, record: str, side: Side, item_id: str) -> tuple[Held, ...]:
        """What waits for an item."""
        rows = self._all(
            f"SELECT {_HELD} FROM held WHERE env = ? AND waits_record = ? AND waits_side = ? AND waits_for = ? "
            "AND waits_for != '' ORDER BY id",
            (self._env, record, side.value, item_id),
        )
        return tuple(map(_held_of, rows))

    def hold(self, held: Held) -> Held:
        """Set an item or a field pair aside; where the same is held already, it is renewed."""
        same = "env = ? AND record = ? AND side = ? AND item_id = ? AND pair = ? AND kind = ?"
        named = (self._env, held.record, held.side.value, held.item_id, held.pair, held.kind.value)
        with self.transaction():
            marks = ", ".join("?" * 21)
            columns = _HELD.removeprefix("id, ")
            self._run(
                f"INSERT INTO held (env, {columns}) VALUES ({marks}) "
                "ON CONFLICT (env, record, side, item_id, pair, kind) DO UPDATE SET reason = excluded.reason, "
                "link = excluded.link, place = excluded.place, left_value = excluded.left_value, "
                "right_value = excluded.right_value, attempts = excluded.attempts, "
                "waits_record = excluded.waits_record, waits_for = excluded.waits_for, "
                "waits_side = excluded.waits_side, "
                "decision = CASE WHEN about = excluded.about THEN decision END, "
                "decided_by = CASE WHEN about = excluded.about THEN decided_by ELSE '' END, about = excluded.about",
                (self._env, *_row(held)),
            )
            row = self._one(f"SELECT {_HELD} FROM held WHERE {same}", named)
        if row is None:
            raise LedgerError(f"{held.record} `{held.item_id}` could not be held")
        return _held_of(row)

    def release_held(self, held_id: int) -> None:
        """It is no longer held."""
        self._change("DELETE FROM held WHERE env = ? AND id = ?", (self._env, held_id))

    def decide(self, held_id: int, decision: Decision, *, by: str, at: datetime) -> Held:
        """Note what a person decided; the next cycle carries it out."""
        with self.transaction():
            possible = possible_decisions(self._held(held_id))
            if decision not in possible:
                held = self._held(held_id)
                raise UsageError(
                    f"what is held under number {held_id} ({held.kind.value}) cannot be decided by `{decision.value}`: "
                    f"{held.reason}",
                    hint="it can be decided by " + ", ".join(f"`{one.value}`" for one in possible),
                )
            self._run(
                "UPDATE held SET decision = ?, decided_by = ? WHERE env = ? AND id = ?",
                (decision.value, by, self._env, held_id),
            )
            held = self._held(held_id)
            self._run(
                "UPDATE seen SET settled = NULL WHERE env = ? AND record = ? AND side = ? AND id = ?",
                (self._env, held.record, held.side.value, held.item_id),
            )
            reason = f"{by} decided `{decision.value}` on what was held as {held.kind.value}: {held.reason}"
            self.note([_decided(held, reason, at)])
        return held

    def assign(self, held_id: int, assignee: str) -> Held:
        """Say who looks after something held."""
        with self.transaction():
            self._run("UPDATE held SET assignee = ? WHERE env = ? AND id = ?", (assignee, self._env, held_id))
            return self._held(held_id)

    def _held(self, held_id: int) -> Held:
        row = self._one(f"SELECT {_HELD} FROM held WHERE env = ? AND id = ?", (self._env, held_id))
        if row is None:
            raise LedgerError(f"nothing is held under number {held_id}", hint="`interlock held` lists what is")
        return _held_of(row)

    # What else is remembered

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """By record: how many items are `left`, `right`, `linked`, `held`, `unsettled`."""
        counted: dict[str, dict[str, int]] = {}

        def add(rows: Iterable[tuple[Any, ...]]) -> None:
            for record, name, number in rows:
                fresh = dict.fromkeys(("left", "right", "linked", "held", "unsettled"), 0)
                counted.setdefault(record, fresh)[name] = int(number)

        add(self._all("SELECT record, side, sum(NOT gone) FROM seen WHERE env = ? GROUP BY record, side", (self._env,)))
        add(
            self._all(
                "SELECT record, 'unsettled', count(*) FROM seen WHERE env = ? AND settled IS NOT digest "
                "GROUP BY record",
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
            f"INSERT OR REPLACE INTO cursor (env, record, side, {_CURSOR}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            self._change("INSERT OR REPLACE INTO fact VALUES (?, ?, ?)", (self._env, name, value))

    def number(self, name: str) -> int:
        """The next of a row of numbers: 1, 2, 3 ..."""
        if not self._depth:
            with self.transaction():
                return self.number(name)
        rows = self._all(
            "INSERT INTO number VALUES (?, ?, 1) ON CONFLICT (env, name) DO UPDATE SET last = last + 1 RETURNING last",
            (self._env, name),
        )
        return int(rows[0][0])

    def once(self, key: str, about: str) -> bool:
        """Whether this was not yet told about that state; from now on it was."""
        with self.transaction():
            row = self._one("SELECT about FROM told WHERE env = ? AND key = ?", (self._env, key))
            if row is not None and row[0] == about:
                return False
            self._run("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", (self._env, key, about))
        return True

    def log_delete(self, record: str, side: Side, item_id: str, at: datetime) -> None:
        """Note that somebody deleted an item (not a delete of ours)."""
        values = (self._env, record, side.value, item_id, moment(at))
        self._change("INSERT OR IGNORE INTO deleted VALUES (?, ?, ?, ?, ?)", values)

    def deletes_since(self, record: str, side: Side, at: datetime) -> int:
        """How many items somebody deleted from that moment on."""
        row = self._one(
            "SELECT count(*) FROM deleted WHERE env = ? AND record = ? AND side = ? AND at >= ?",
            (self._env, record, side.value, moment(at)),
        )
        return int(row[0]) if row else 0


def _decided(held: Held, reason: str, at: datetime) -> Entry:
    """The history entry of a decision."""
    return Entry(
        at=at,
        kind=EntryKind.DECIDED,
        record=held.record,
        link=held.link,
        side=held.side,
        item_id=held.item_id,
        pair=held.pair,
        reason=reason,
        place=held.place,
    )


def _row(held: Held) -> tuple[Any, ...]:
    return (
        held.kind.value,
        held.record,
        held.side.value,
        held.item_id,
        held.pair,
        held.reason,
        moment(held.since),
        held.link,
        held.assignee,
        held.place,
        canonical.dumps(held.left),
        canonical.dumps(held.right),
        int(held.sensitive),
        held.attempts,
        held.waits_record,
        held.waits_for,
        None if held.waits_side is None else held.waits_side.value,
        held.about,
        None if held.decision is None else held.decision.value,
        held.decided_by,
    )


def _held_of(row: tuple[Any, ...]) -> Held:
    number, kind, record, side, item_id, pair, reason, since, link, assignee, place, left, right, *rest = row
    sensitive, attempts, waits_record, waits_for, waits_side, about, decision, decided_by = rest
    return Held(
        id=number,
        kind=HeldKind(kind),
        record=record,
        side=Side(side),
        item_id=item_id,
        reason=reason,
        since=at_of(since),
        link=link,
        pair=pair,
        assignee=assignee,
        place=place,
        left=canonical.loads(left),
        right=canonical.loads(right),
        sensitive=bool(sensitive),
        attempts=attempts,
        waits_record=waits_record,
        waits_for=waits_for,
        waits_side=None if waits_side is None else Side(waits_side),
        about=about,
        decision=None if decision is None else Decision(decision),
        decided_by=decided_by,
    )
