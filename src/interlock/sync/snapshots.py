"""What stood in the fields that a go-live writes over, just as the system spelt it, so that it can be put back so."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from interlock.model.golive import BEFORE
from interlock.model.ledger import Ledger
from interlock.model.path import Path, get, put
from interlock.model.plan import ChangeKind, Line
from interlock.model.value import ABSENT, JSON, Body, Side
from interlock.sync.record import Record

_WRITES_OVER = (ChangeKind.UPDATE, ChangeKind.RESTORE)
_AT_ONCE = 1_000
"""So many are kept together: one by one each waits for the disk, and all of them would keep others waiting."""


def keep_before(record: Record, lines: Iterable[Line], ledger: Ledger, *, run: int, at: datetime) -> None:
    """Remember what stands now (`at`) in the fields that the planned changes of a go-live (its number) write over."""
    own = [line for line in lines if line.record == record.name and line.kind in _WRITES_OVER and line.target_id]
    for first in range(0, len(own), _AT_ONCE):
        with ledger.transaction():
            for line in own[first : first + _AT_ONCE]:
                _keep(record, line, line.target_id or "", ledger, run, at)


def _keep(record: Record, line: Line, item_id: str, ledger: Ledger, run: int, at: datetime) -> None:
    seen = ledger.seen(record.name, line.side, item_id)
    if seen is None:
        return
    name = fact_of(record.name, line.side, item_id)
    known = _known(name, ledger, run)
    for change in line.fields:
        pair = record.pairs.get(change.pair)
        for path in () if pair is None else map(_whole, pair.fields(line.side)):
            value = get(seen.body, path)
            known.setdefault(str(path), [] if value is ABSENT else [value])
    ledger.set_fact(name, json.dumps({"run": run, "at": at.isoformat(), "fields": known}))


def _known(name: str, ledger: Ledger, run: int) -> dict[str, list[JSON]]:
    """What is remembered of that go-live; what an earlier one wrote over stands there no more."""
    told = json.loads(ledger.fact(name) or "{}")
    return dict(told["fields"]) if told.get("run") == run else {}


def before(
    record: Record, side: Side, item_id: str, ledger: Ledger, pairs: Iterable[str], body: Body, *, run: int
) -> Body | None:
    """The body with what stood in the fields of these pairs before; None where that is not known of one of them."""
    known = _known(fact_of(record.name, side, item_id), ledger, run)
    for name in pairs:
        for path in map(_whole, record.pairs[name].fields(side)):
            if str(path) not in known:
                return None
            was = known[str(path)]
            # A system that takes a part of an item takes no missing key for one that is to go.
            body = put(body, path, was[0] if was else None)
    return body


def forget(record: str, side: Side, item_id: str, ledger: Ledger) -> None:
    """It needs no remembering any more."""
    ledger.set_fact(fact_of(record, side, item_id), None)


def _whole(path: Path) -> Path:
    """A list is kept and put back as a whole."""
    return path.array or path


def fact_of(record: str, side: Side, item_id: str) -> str:
    """The name of the fact that holds what stood in an item."""
    return f"{BEFORE}{record} {side.value} {item_id}"
