"""What stood in the fields that a go-live writes over, just as the system spelt it, so that it can be put back so."""

from __future__ import annotations

import json
from collections.abc import Iterable

from interlock.model.ledger import Ledger
from interlock.model.path import Path, get, put
from interlock.model.plan import ChangeKind, Line
from interlock.model.value import ABSENT, JSON, Body, Side
from interlock.sync.record import Record

_WRITES_OVER = (ChangeKind.UPDATE, ChangeKind.RESTORE)


def keep_before(record: Record, lines: Iterable[Line], ledger: Ledger) -> None:
    """Remember what stands now in the fields that the planned changes write over."""
    for line in lines:
        if line.record != record.name or line.kind not in _WRITES_OVER or not line.target_id:
            continue
        seen = ledger.seen(record.name, line.side, line.target_id)
        if seen is None:
            continue
        name = _fact(record.name, line.side, line.target_id)
        known = json.loads(ledger.fact(name) or "{}")
        for change in line.fields:
            pair = record.pairs.get(change.pair)
            for path in () if pair is None else map(_whole, pair.fields(line.side)):
                value = get(seen.body, path)
                known.setdefault(str(path), [] if value is ABSENT else [value])
        ledger.set_fact(name, json.dumps(known))


def before(record: Record, side: Side, item_id: str, ledger: Ledger, pairs: Iterable[str], body: Body) -> Body | None:
    """The body with what stood in the fields of these pairs before; None where that is not known of one of them."""
    known: dict[str, list[JSON]] = json.loads(ledger.fact(_fact(record.name, side, item_id)) or "{}")
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
    ledger.set_fact(_fact(record, side, item_id), None)


def _whole(path: Path) -> Path:
    """A list is kept and put back as a whole."""
    return path.array or path


def _fact(record: str, side: Side, item_id: str) -> str:
    return f"before going live {record} {side.value} {item_id}"
