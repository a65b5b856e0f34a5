"""References that lead back to where they began: items that wait for each other, trees that would bite their tail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interlock.mapping import PairMapping, Waiting, agree
from interlock.model.history import HeldKind
from interlock.model.kept import Link, Seen
from interlock.model.ledger import Ledger
from interlock.model.value import Side
from interlock.sync.record import SIDES, Record
from interlock.sync.situation import Write
from interlock.sync.values import Read, shade

_MOST_STEPS = 1_000
"""References are followed no further; what is longer counts as no circle."""

Node = tuple[str, Side, str]
"""A record, a side and an id there."""


def waits_for_itself(ledger: Ledger, start: Node, first: Node) -> tuple[Node, ...]:
    """The items by which one that waits for `first` waits for itself, itself included; empty where it does not."""
    before: dict[Node, Node] = {first: start}
    open_ends = [first]
    for node in open_ends:
        if node == start:
            return _way(before, start)
        if len(before) > _MOST_STEPS:
            return ()
        record, side, item_id = node
        for held in ledger.held_at(record, side, item_id):
            if held.kind is HeldKind.WAITING and held.waits_side is not None:
                following = (held.waits_record, held.waits_side, held.waits_for)
                if following not in before:
                    before[following] = node
                    open_ends.append(following)
    return ()


def _way(before: Mapping[Node, Node], start: Node) -> tuple[Node, ...]:
    way = [start]
    while (node := before[way[-1]]) != start:
        way.append(node)
    return tuple(way)


def can_wait(ledger: Ledger, record: Record, seen: Seen, values: Mapping[str, Read]) -> frozenset[str]:
    """The references without which a new item may be created, as what they refer to waits for the item itself.

    They are written when both are there. A reference that the other system demands of a new item is none of these.
    """
    target = record.profiles[seen.side.other]
    found = set()
    for name, pair in record.pairs.items():
        value = values[name]
        if not isinstance(value, Waiting) or pair.refers_to is None or value.side is not seen.side:
            continue
        fields = [target.field(path) for path in pair.fields(seen.side.other)]
        if any(field is not None and field.required for field in fields):
            continue
        own = (record.name, seen.side, seen.id)
        if waits_for_itself(ledger, own, (value.record, value.side, value.id)):
            found.add(name)
    return frozenset(found)


def closing(
    ledger: Ledger, record: Record, link: Link, sights: Mapping[Side, Mapping[str, Read]]
) -> frozenset[tuple[str, Side]]:
    """The field pairs with the side on which the other side's value would make the item lie below itself."""
    found = set()
    for name, pair in record.pairs.items():
        if pair.refers_to != record.name:
            continue
        for side in SIDES:
            parent, now = sights[side.other][name], shade(sights[side][name])
            if not pair.direction.writes(side) or not isinstance(parent, str) or agree(parent, now):
                continue
            if _closes(ledger, record, pair, link, side, parent):
                found.add((name, side))
    return frozenset(found)


def closes(ledger: Ledger, record: Record, link: Link | None, write: Write) -> bool:
    """Whether a write would make an item lie below itself by now: what it refers to may have moved since."""
    pairs = ((pair, write.values.get(name)) for name, pair in record.pairs.items() if pair.refers_to == record.name)
    return link is not None and any(
        isinstance(parent, str) and _closes(ledger, record, pair, link, write.side, parent) for pair, parent in pairs
    )


def above(ledger: Ledger, record: Record, write: Write) -> frozenset[str]:
    """The ids of all that an item would lie below after a write, on its side."""
    found: set[str] = set()
    for name, pair in record.pairs.items():
        parent = write.values.get(name)
        if pair.refers_to == record.name and isinstance(parent, str):
            way = _upwards(ledger, record, pair, write.side, parent)
            found.update(known for one in way if (known := ledger.id_in(record.name, write.side, one)) is not None)
    return frozenset(found)


def _closes(ledger: Ledger, record: Record, pair: PairMapping, link: Link, side: Side, parent: str) -> bool:
    # What is a circle on the other side already is meant so, as things that refer to each other are.
    there, here = (_upwards(ledger, record, pair, one, parent) for one in (side, side.other))
    return link.id in there and link.id not in here


def _upwards(ledger: Ledger, record: Record, pair: PairMapping, side: Side, link: str) -> Sequence[str]:
    """The links of an item and of all that it lies below on a side."""
    way: dict[str, None] = {}
    at: object = link
    while isinstance(at, str) and at not in way and len(way) < _MOST_STEPS:
        way[at] = None
        item_id = ledger.id_in(record.name, side, at)
        seen = None if item_id is None else ledger.seen(record.name, side, item_id)
        at = None if seen is None else record.mapping.read(side, seen.body, ledger)[pair.name]
    return tuple(way)


def depth(ledger: Ledger, record: Record, side: Side, seen: Seen) -> int:
    """How many items of its record lie above an item on a side; what lies deeper goes first when they are deleted."""
    values = record.mapping.read(side, seen.body, ledger)
    parents = ((pair, values[name]) for name, pair in record.pairs.items() if pair.refers_to == record.name)
    return max(
        (len(_upwards(ledger, record, pair, side, up)) for pair, up in parents if isinstance(up, str)), default=0
    )


def ask_again(ledger: Ledger, record: Record) -> None:
    """Ask for new decisions on what is held because it would close a circle: what it lies below may have moved."""
    for held in ledger.held(record=record.name, kind=HeldKind.CONFLICT):
        if held.pair in record.pairs and record.pairs[held.pair].refers_to == record.name:
            ledger.unsettle(record.name, held.side, held.item_id)
