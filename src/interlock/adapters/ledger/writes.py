"""Writes under way, and those that were refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from typing import Any

from interlock.adapters.ledger.database import NotUnique
from interlock.adapters.ledger.rows import (
    at_of,
    blob,
    canonicals,
    canonicals_of,
    entry_of,
    entry_row,
    moment,
    of_blob,
    request_json,
    request_of,
)
from interlock.adapters.ledger.sheets import COLUMNS as SHEET
from interlock.adapters.ledger.sheets import creates_of
from interlock.adapters.ledger.store import Store, in_parts
from interlock.errors import LedgerError
from interlock.model import canonical
from interlock.model.history import Entry
from interlock.model.kept import Act, Attempt, Intent, IntentState
from interlock.model.value import Canonical, Side

_INTENT = "id, state, act, record, side, source_id, target_id, at, note, content"
_ATTEMPT = "record, side, source_id, wish, count, first_at, not_before, reason"


class WriteTables(Store):
    """The tables `intent`, `sheet` and `attempt`."""

    def _sheets(self) -> list[Intent]:
        """The creates that were noted together and are not over, as they stand alone."""
        rows = self._all(f"SELECT {SHEET} FROM sheet WHERE env = ? ORDER BY at, id", (self._env,))
        found: list[Intent] = []
        for creates in map(creates_of, rows):
            over: set[str] = set()
            for some, marks in in_parts([one.link for one in creates.rows]):
                ended = self._all(f"SELECT id FROM link WHERE env = ? AND id IN ({marks})", (self._env, *some))
                over.update(link for (link,) in ended)
            found += (intent for intent in creates.intents() if intent.link not in over)
        return found

    def break_up(self, ids: Sequence[str] | None = None) -> None:
        """Note each create by itself that was noted together with others; where `ids` stand alone, there is no need."""
        if self._one("SELECT 1 FROM sheet WHERE env = ? LIMIT 1", (self._env,)) is None:
            return
        if ids is not None and all(map(self._stand_alone, (some for some, _ in in_parts(ids)))):
            return
        with self.transaction():
            apart = self._sheets()
            self._change("DELETE FROM sheet WHERE env = ?", (self._env,))
            self._open(apart)

    def _stand_alone(self, ids: Sequence[str]) -> bool:
        marks = ", ".join("?" * len(ids))
        rows = self._all(f"SELECT id FROM intent WHERE env = ? AND id IN ({marks})", (self._env, *ids))
        return {number for (number,) in rows} == set(ids)

    def open_intents(self, intents: Sequence[Intent]) -> None:
        """Note writes before they are sent: when this returns, they are on disk."""
        self._open(intents)

    def _open(self, intents: Sequence[Intent]) -> None:
        try:
            self._change_all(
                f"INSERT INTO intent (env, {_INTENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((self._env, *_row(intent)) for intent in intents),
            )
        except NotUnique as error:
            named = ", ".join(dict.fromkeys(f"{one.record} `{one.source_id or one.target_id}`" for one in intents[:3]))
            more = " or another one" if len(intents) > 3 else ""
            raise LedgerError(f"a write of {named}{more} is already under way") from error

    def close_intent(self, intent: str, state: IntentState, *, note: str = "") -> None:
        """Note what became of a write."""
        self.break_up([intent])
        self._change(
            "UPDATE intent SET state = ?, note = ? WHERE env = ? AND id = ?", (state.value, note, self._env, intent)
        )

    def finish_intents(self, intents: Iterable[str]) -> None:
        """Forget writes that went through: what they did stands in the history."""
        ids = list(intents)
        self.break_up(ids)
        self._change_all("DELETE FROM intent WHERE env = ? AND id = ?", ((self._env, intent) for intent in ids))

    def doubt_intent(self, intent: str, sent_by: datetime) -> None:
        """Note that an open write got no answer, and was sent before that moment if it ever was."""
        self.break_up([intent])
        self._change(
            "UPDATE intent SET note = ? WHERE env = ? AND id = ? AND state = ?",
            (moment(sent_by), self._env, intent, IntentState.OPEN.value),
        )

    def intents(self, state: IntentState = IntentState.OPEN) -> tuple[Intent, ...]:
        """The writes in that state, oldest first."""
        # Those that were settled are many: the index of the others is used only where its condition is written out.
        unsettled = "state IN ('open', 'held') AND" if state in (IntentState.OPEN, IntentState.HELD) else ""
        rows = self._all(
            f"SELECT {_INTENT} FROM intent WHERE env = ? AND {unsettled} state = ? ORDER BY n", (self._env, state.value)
        )
        together = self._sheets() if state is IntentState.OPEN else []
        # By their numbers: those that were noted together may stand alone only since later.
        return tuple(sorted([*map(_intent_of, rows), *together], key=lambda one: (len(one.id), one.id)))

    def attempt(self, record: str, side: Side, source_id: str) -> Attempt | None:
        """How often a write to that side for an item was refused."""
        row = self._one(
            f"SELECT {_ATTEMPT} FROM attempt WHERE env = ? AND record = ? AND side = ? AND source_id = ?",
            (self._env, record, side.value, source_id),
        )
        return None if row is None else _attempt_of(row)

    def attempts(self) -> tuple[Attempt, ...]:
        """All of them."""
        return tuple(map(_attempt_of, self._all(f"SELECT {_ATTEMPT} FROM attempt WHERE env = ?", (self._env,))))

    def tried_among(self, record: str, side: Side, names: Sequence[str]) -> AbstractSet[str]:
        """Those of the items of which a write to that side was refused."""
        found: set[str] = set()
        for some, marks in in_parts(names):
            rows = self._all(
                f"SELECT source_id FROM attempt WHERE env = ? AND record = ? AND side = ? AND source_id IN ({marks})",
                (self._env, record, side.value, *some),
            )
            found.update(name for (name,) in rows)
        return found

    def any_attempts(self) -> bool:
        """Whether any write was refused and is still wanted."""
        return self._one("SELECT 1 FROM attempt WHERE env = ? LIMIT 1", (self._env,)) is not None

    def put_attempt(self, attempt: Attempt) -> None:
        """Keep it in place of the last one."""
        self._change(
            f"INSERT INTO attempt (env, {_ATTEMPT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (env, record, side, source_id) DO UPDATE SET wish = excluded.wish, count = excluded.count, "
            "first_at = excluded.first_at, not_before = excluded.not_before, reason = excluded.reason",
            (
                self._env,
                attempt.record,
                attempt.side.value,
                attempt.source_id,
                attempt.wish,
                attempt.count,
                moment(attempt.first_at),
                moment(attempt.not_before),
                attempt.reason,
            ),
        )

    def forget_attempt(self, record: str, side: Side, source_id: str) -> None:
        """It went through, or nothing is wanted any more."""
        self._change(
            "DELETE FROM attempt WHERE env = ? AND record = ? AND side = ? AND source_id = ?",
            (self._env, record, side.value, source_id),
        )


def _row(intent: Intent) -> tuple[Any, ...]:
    content = {
        "resource": intent.resource,
        "request": request_json(intent.request),
        "link": intent.link,
        "source_digest": intent.source_digest,
        "key": intent.key,
        "match": None if intent.match is None else list(intent.match),
        "values": canonicals(intent.values),
        "written": list(intent.written),
        "before": intent.before,
        "history": [_noted(entry, intent.values) for entry in intent.history],
    }
    return (
        intent.id,
        intent.state.value,
        intent.act.value,
        intent.record,
        intent.side.value,
        intent.source_id,
        intent.target_id,
        moment(intent.at),
        intent.note,
        blob(content),  # type: ignore[arg-type] # list is invariant; what is in it is JSON
    )


_AFTER = 8
"""Where a line of the history has the values after it; null where they are the values of the write itself."""


def _noted(entry: Entry, values: Mapping[str, Canonical]) -> list[Any]:
    same = bool(values) and entry.after == values
    row = list(entry_row(replace(entry, after=None) if same else entry))
    if same:
        row[_AFTER] = None
    return row


def _entry_of(row: list[Any], values: Mapping[str, Canonical]) -> Entry:
    if row[_AFTER] is not None:
        return entry_of(tuple(row))
    row[_AFTER] = canonical.dumps(None)
    return replace(entry_of(tuple(row)), after=dict(values))


def _intent_of(row: tuple[Any, ...]) -> Intent:
    intent, state, act, record, side, source_id, target_id, at, note, data = row
    content = of_blob(data)
    values = canonicals_of(content["values"])
    return Intent(
        id=intent,
        act=Act(act),
        record=record,
        side=Side(side),
        resource=content["resource"],
        request=request_of(content["request"]),
        at=at_of(at),
        link=content["link"],
        source_id=source_id,
        source_digest=content["source_digest"],
        target_id=target_id,
        key=content["key"],
        match=None if content["match"] is None else tuple(content["match"]),
        values=values,
        written=tuple(content["written"]),
        before=content["before"],
        history=tuple(_entry_of(entry, values) for entry in content["history"]),
        state=IntentState(state),
        note=note,
        sent_by=_sent_by(state, note),
    )


def _sent_by(state: str, note: str) -> datetime | None:
    """What the note of an open write tells: a moment, or nothing yet."""
    return at_of(note) if state == IntentState.OPEN.value and note else None


def _attempt_of(row: tuple[Any, ...]) -> Attempt:
    record, side, source_id, wish, count, first_at, not_before, reason = row
    return Attempt(record, Side(side), source_id, wish, count, at_of(first_at), at_of(not_before), reason)
