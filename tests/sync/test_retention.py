"""What is old is removed once a day, where the settings say how long it is kept."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from tests.sync.helpers import START, FakeClock

from interlock.adapters.ledger import SqliteLedger
from interlock.model.history import Entry, EntryKind
from interlock.model.ledger import Ledger
from interlock.sync.retention import prune_if_due

_KEEP = timedelta(days=30)


def kept(ledger: Ledger) -> list[object]:
    return [
        entry.after for entry in ledger.history() if entry.kind is EntryKind.UPDATED and isinstance(entry.after, str)
    ]


def test_once_a_day() -> None:
    clock = FakeClock()
    with closing(SqliteLedger(":memory:", "test")) as ledger:
        for day in range(3):
            ledger.note([Entry(START + timedelta(days=day), EntryKind.UPDATED, "Client", after=f"value {day}")])
        clock.passes(days=30, hours=1)
        prune_if_due(ledger, clock, None)
        assert len(kept(ledger)) == 3
        prune_if_due(ledger, clock, _KEEP)
        assert kept(ledger) == ["value 1", "value 2"]
        clock.passes(hours=23, minutes=30)
        prune_if_due(ledger, clock, _KEEP)
        assert len(kept(ledger)) == 2
        clock.passes(minutes=30)
        prune_if_due(ledger, clock, _KEEP)
        assert kept(ledger) == ["value 2"]
        assert list(ledger.flaws()) == []
