"""Remembers writes of which only the system's word tells: it took them, and a look did not show them yet.

What such an item shows for the first time may be the system's own way to keep what was written, just as an answer with
the item would have shown it at once: that is no edit.

Where an item that was updated so turns out to be deleted, that may have been so before the update, which then reached
nobody. So both sides never agreed on what it wrote, and it must not go with the item as if they had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from interlock.mapping import agree
from interlock.model.kept import Act, Intent, Link, Seen
from interlock.model.ledger import Ledger
from interlock.model.value import Side
from interlock.sync.hidden import UNSURE, Hidden
from interlock.sync.record import SIDES, Record
from interlock.sync.spelling import tell_kept_otherwise
from interlock.sync.values import own_way, shade

_REACHED, _SPELT = "unseen", "unshown"
"""What is not known: whether an update reached an item that lived, and how what was written is spelt there."""


def note_unseen(ledger: Ledger, intent: Intent, item_id: str) -> None:
    """A write was taken and is not seen yet; an item that was updated is looked at once more in the next look."""
    side, wrote = intent.side, set(intent.values)
    _add(ledger, _SPELT, intent.record, side, item_id, wrote)
    if intent.act is Act.UPDATE:
        Hidden(ledger, UNSURE).add(intent.record, side, item_id)
        _add(ledger, _REACHED, intent.record, side, item_id, set(intent.written))


def note_seen(ledger: Ledger, record: str, side: Side, item_id: str) -> None:
    """The item was seen alive."""
    _forget(ledger, _REACHED, record, side, item_id)


def note_shown(ledger: Ledger, record: Record, seen: Seen) -> None:
    """The item shows something new: where that can be the system's way to keep what was written, both agree on it."""
    pairs = _known(ledger, _SPELT, record.name, seen.side, seen.id)
    if not pairs:
        return
    _forget(ledger, _SPELT, record.name, seen.side, seen.id)
    link = ledger.link_at(record.name, seen.side, seen.id)
    if link is None:
        return
    values = record.mapping.read(seen.side, seen.body, ledger)
    index = SIDES.index(seen.side)
    based = dict(link.base)
    for pair in sorted(pairs & values.keys()):
        base, shown = record.base_of(link, pair), shade(values[pair])
        if base is None or agree(base[index], shown) or not own_way(base[index], shown):
            continue
        based[pair] = (shown, base[1]) if seen.side is Side.LEFT else (base[0], shown)
        known = (link.id, seen.id)
        tell_kept_otherwise(ledger, record, seen.side, pair, known, written=base[index], shown=shown, at=seen.seen_at)
    if based != link.base:
        ledger.put_link(replace(link, base=based))


def note_gone(ledger: Ledger, record: str, side: Side, item_id: str) -> None:
    """The item is gone: on what it was never seen to have, both sides last agreed on nothing."""
    pairs = _known(ledger, _REACHED, record, side, item_id)
    link = ledger.link_at(record, side, item_id) if pairs else None
    if link is not None:
        ledger.put_link(_without(link, pairs))
    for what in (_REACHED, _SPELT):
        _forget(ledger, what, record, side, item_id)


def _without(link: Link, pairs: Iterable[str]) -> Link:
    return replace(link, base={**link.base, **{pair: (None, None) for pair in pairs if pair in link.base}})


def _name(what: str, record: str, side: Side, item_id: str) -> str:
    return f"{what} {record} {side.value} {item_id}"


def _known(ledger: Ledger, what: str, record: str, side: Side, item_id: str) -> set[str]:
    text = ledger.fact(_name(what, record, side, item_id))
    return set() if text is None else {str(pair) for pair in json.loads(text)}


def _add(ledger: Ledger, what: str, record: str, side: Side, item_id: str, pairs: set[str]) -> None:
    known = _known(ledger, what, record, side, item_id)
    if pairs - known:
        ledger.set_fact(_name(what, record, side, item_id), json.dumps(sorted(known | pairs)))


def _forget(ledger: Ledger, what: str, record: str, side: Side, item_id: str) -> None:
    if _known(ledger, what, record, side, item_id):
        ledger.set_fact(_name(what, record, side, item_id), None)
