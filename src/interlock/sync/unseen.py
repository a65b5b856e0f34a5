"""Remembers updates of which only the system's word tells: it took them, and a look did not show them yet.

Where such an item turns out to be deleted, that may have been so before the update, which then reached nobody. So both
sides never agreed on what it wrote, and it must not go with the item as if they had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from interlock.model.kept import Intent, Link
from interlock.model.ledger import Ledger
from interlock.model.value import Side
from interlock.sync.hidden import UNSURE, Hidden


def note_unseen(ledger: Ledger, intent: Intent) -> None:
    """An update was taken and is not seen yet; the item is looked at once more in the next look."""
    Hidden(ledger, UNSURE).add(intent.record, intent.side, intent.target_id)
    pairs = _unseen(ledger, intent.record, intent.side, intent.target_id) | set(intent.written)
    _keep(ledger, intent.record, intent.side, intent.target_id, pairs)


def note_seen(ledger: Ledger, record: str, side: Side, item_id: str) -> None:
    """The item was seen alive."""
    if _unseen(ledger, record, side, item_id):
        _keep(ledger, record, side, item_id, ())


def note_gone(ledger: Ledger, record: str, side: Side, item_id: str) -> None:
    """The item is gone: on what it was never seen to have, both sides last agreed on nothing."""
    pairs = _unseen(ledger, record, side, item_id)
    link = ledger.link_at(record, side, item_id) if pairs else None
    if link is not None:
        ledger.put_link(_without(link, pairs))
    if pairs:
        _keep(ledger, record, side, item_id, ())


def _without(link: Link, pairs: Iterable[str]) -> Link:
    return replace(link, base={**link.base, **{pair: (None, None) for pair in pairs if pair in link.base}})


def _name(record: str, side: Side, item_id: str) -> str:
    return f"unseen {record} {side.value} {item_id}"


def _unseen(ledger: Ledger, record: str, side: Side, item_id: str) -> set[str]:
    text = ledger.fact(_name(record, side, item_id))
    return set() if text is None else {str(pair) for pair in json.loads(text)}


def _keep(ledger: Ledger, record: str, side: Side, item_id: str, pairs: Iterable[str]) -> None:
    some = sorted(pairs)
    ledger.set_fact(_name(record, side, item_id), json.dumps(some) if some else None)
