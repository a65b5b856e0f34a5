"""What follows where the ledger is not what it was: restored from an older copy, or lost.

After a restore both sides are read as a whole again and compared as ever: what is equal needs no write, what differs is
merged. What only seems to be new or gone because the ledger does not know what was done since its copy was made is not
acted on without asking: deletes that show in that reading, and creates of items that were there before and that nothing
recognises: their counterparts may be gone, or may have been made under another match key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from interlock.model.alert import Alert, Alerts
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind, Held, HeldKind
from interlock.model.kept import Seen, Standing
from interlock.model.ledger import Ledger
from interlock.sync.horizon import HORIZON
from interlock.sync.record import SIDES, Record

_CLOCKS, _MEASURED = timedelta(minutes=5), timedelta(seconds=2)
"""How far the clock of a system may be ahead, and how far from what was measured."""

UNSURE = "unsure"
"""What a create is held about that may have been done before."""


def take_up(records: Sequence[Record], ledger: Ledger, clock: Clock, alerts: Alerts, *, every: bool) -> None:
    """Begin a run from how it stands with what is kept of each record; `every` tells that these are all there are."""
    told: dict[str, list[str]] = {}
    standings = [(record, ledger.standing(record.name)) for record in records]
    if all(standing is Standing.SOUND for _, standing in standings):
        return
    with ledger.transaction():
        for record, standing in standings:
            if standing is Standing.SOUND:
                continue
            if standing is Standing.RESTORED:
                _read_again(record, ledger)
                ledger.set_fact(f"resync {record.name}", clock.now().isoformat())
            if standing is Standing.LOST:
                ledger.set_fact(f"lost {record.name}", clock.now().isoformat())
            ledger.take_up(record.name)
            reason = _TOLD.get(standing, "")
            if reason:
                ledger.note([Entry(clock.now(), EntryKind.RESYNCED, record.name, reason=reason)])
                told.setdefault(reason, []).append(record.name)
        if every:
            ledger.end_loss()
    for reason, names in told.items():
        alerts.send(Alert(clock.now(), "restored", ", ".join(names), reason))


def all_read(records: Sequence[Record], ledger: Ledger, clock: Clock) -> None:
    """End the time in which what seems new or gone is not believed, where both sides were read as a whole since.

    It lasts at least until what was created just before shows: what is edited until then is as doubtful as before.
    """
    for record in records:
        doubt = Doubt.of(record, ledger)
        window = doubt.window
        if window is None or window[1] is not None or doubt.too_early(clock.now()):
            continue
        scans = [ledger.cursor(record.name, side).scanned_at for side in SIDES]
        if all(scan is not None and scan >= window[0] for scan in scans):
            ledger.set_fact(f"resync {record.name}", f"{window[0].isoformat()} {clock.now().isoformat()}")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What of a record is not believed without asking. `window` is the time of the reading after a restore."""

    record: Record
    window: tuple[datetime, datetime | None] | None
    lost: datetime | None
    """when it was found that the ledger is gone"""

    @classmethod
    def of(cls, record: Record, ledger: Ledger) -> Doubt:
        """What the ledger tells of it."""
        told = (ledger.fact(f"resync {record.name}") or "").split()
        window = None
        if told:
            window = datetime.fromisoformat(told[0]), datetime.fromisoformat(told[1]) if len(told) > 1 else None
        lost = ledger.fact(f"lost {record.name}")
        return cls(record, window, None if lost is None else datetime.fromisoformat(lost))

    def of_delete(self, gone: Seen) -> str:
        """Why the counterpart of an item that is gone is not deleted without asking; empty where nothing stands so."""
        if not self._covers(gone.seen_at):
            return ""
        return "the ledger was restored from an older copy, which does not tell whether it was just not there yet"

    def of_create(self, seen: Seen, held: Sequence[Held], ahead_s: float | None) -> str:
        """Why an item without counterpart is not created there without asking; empty where nothing stands so.

        `ahead_s` is how far its system's clock is ahead of ours (None: never measured).
        """
        for one in held:
            if one.kind is HeldKind.GUARD and one.about == UNSURE:
                return one.reason  # what was once doubted stays so until a person decides
        there = self.record.systems[seen.side.other]
        if self.lost is not None and (seen.first_scan or _is_older(seen, self.lost, ahead_s)):
            return f"what was linked was lost, so nothing tells whether it was created in {there} before"
        if not self.record.matched and self._covers(seen.seen_at):
            return (
                f"the ledger was restored from an older copy, and {self.record.name} has no field to be matched by, "
                f"so nothing tells whether it was created in {there} already"
            )
        if self._covers(seen.seen_at) and self._was_there(seen, ahead_s):
            return (
                "the ledger was restored from an older copy, which does not tell whether it had a counterpart in "
                f"{there}, which is gone since, or has another match key"
            )
        return ""

    def _was_there(self, seen: Seen, ahead_s: float | None) -> bool:
        """Whether an item may have been there before the copy came back, when the sync knew more than the copy does."""
        return self.window is not None and (seen.created_at is None or _is_older(seen, self.window[0], ahead_s))

    def too_early(self, now: datetime) -> bool:
        """Whether what was created just before a restore may not show yet where it was created."""
        return self.window is not None and self.window[0] <= now < self.window[0] + HORIZON

    def _covers(self, at: datetime) -> bool:
        if self.window is None or at < self.window[0]:
            return False
        return self.window[1] is None or at <= self.window[1]


def _is_older(seen: Seen, lost: datetime, ahead_s: float | None) -> bool:
    """Whether an item that showed only later was there before: taken out of a bin, or kept from us for a while."""
    unsure = _CLOCKS if ahead_s is None else _MEASURED + timedelta(seconds=ahead_s)
    return seen.created_at is not None and seen.created_at < lost + unsure


def _read_again(record: Record, ledger: Ledger) -> None:
    for side in SIDES:
        # When it was last read as a whole is kept: what shows now is no first look, and was not all there before.
        ledger.put_cursor(record.name, side, replace(ledger.cursor(record.name, side), since=None, polled_at=None))


_TOLD = {
    Standing.RESTORED: "the ledger was restored from an older copy, or lost what it kept last: both systems are read "
    "as a whole again, and what seems to be deleted since then is held",
    Standing.LOST: "the ledger that was here is gone, or it came back as a copy that knows nothing of this: what "
    "exists in both systems is matched again, and what has no counterpart is held",
}
