"""What is set aside until someone decides."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from interlock.adapters.ledger.history import HistoryTable
from interlock.adapters.ledger.rows import at_of, moment
from interlock.adapters.ledger.store import in_parts
from interlock.errors import LedgerError, UsageError
from interlock.model import canonical
from interlock.model.history import Decision, Entry, EntryKind, Held, HeldKind, possible_decisions
from interlock.model.value import Side

_HELD = (
    "id, kind, record, side, item_id, pair, reason, since, link, assignee, place, left_value, right_value, sensitive, "
    "attempts, waits_record, waits_for, waits_side, about, decision, decided_by"
)


class HeldTable(HistoryTable):
    """The table `held`."""

    def held(self, *, kind: HeldKind | None = None, record: str | None = None) -> tuple[Held, ...]:
        """What is held now, oldest first."""
        where, values = ["env = ?"], [self._env]
        if kind is not None:
            where.append("kind = ?")
            values.append(kind.value)
        if record is not None:
            where.append("record = ?")
            values.append(record)
        rows = self._all(f"SELECT {_HELD} FROM held WHERE {' AND '.join(where)} ORDER BY since, id", tuple(values))
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

    def held_among(self, record: str, ids: Sequence[str]) -> AbstractSet[tuple[Side, str]]:
        """Those items with one of these ids of which anything is held."""
        found: set[tuple[Side, str]] = set()
        for some, marks in in_parts(ids):
            rows = self._all(
                f"SELECT side, item_id FROM held WHERE env = ? AND record = ? AND side IN ('left', 'right') "
                f"AND item_id IN ({marks})",
                (self._env, record, *some),
            )
            found.update((Side(side), item_id) for side, item_id in rows)
        return found

    def waited_for(self, record: str, side: Side, ids: Sequence[str]) -> AbstractSet[str]:
        """Those of the items for which something waits."""
        found: set[str] = set()
        for some, marks in in_parts(ids):
            rows = self._all(
                "SELECT waits_for FROM held WHERE env = ? AND waits_record = ? AND waits_side = ? AND waits_for != '' "
                f"AND waits_for IN ({marks})",
                (self._env, record, side.value, *some),
            )
            found.update(item_id for (item_id,) in rows)
        return found

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
                "decision = CASE WHEN held.about = excluded.about THEN held.decision END, "
                "decided_by = CASE WHEN held.about = excluded.about THEN held.decided_by ELSE '' END, "
                "about = excluded.about",
                (self._env, *_row(held)),
            )
            row = self._one(f"SELECT {_HELD} FROM held WHERE {same}", named)
        if row is None:
            raise LedgerError(f"{held.record} `{held.item_id}` could not be held")
        return _held_of(row)

    def release_held(self, held_id: int) -> None:
        """It is no longer held."""
        self._change("DELETE FROM held WHERE env = ? AND id = ?", (self._env, held_id))

    def decide(self, held_id: int, decision: Decision, *, by: str, at: datetime, said: str = "") -> Held:
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
            words = said or f"decided `{decision.value}`"
            reason = f"{by} {words} on what was held as {held.kind.value}: {held.reason}"
            self.note([_decided(held, reason, at)])
        return held

    def withdraw(self, held_id: int) -> Held:
        """Take back a decision that is not carried out yet."""
        with self.transaction():
            self._run("UPDATE held SET decision = NULL, decided_by = '' WHERE env = ? AND id = ?", (self._env, held_id))
            return self._held(held_id)

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
