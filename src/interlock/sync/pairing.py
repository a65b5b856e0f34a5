"""Which item of an answer to several writes comes of which write; systems answer in any order, and leave some out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from interlock.model import canonical
from interlock.model.kept import Intent
from interlock.model.links import Links
from interlock.model.peer import Item
from interlock.model.value import Body, Side
from interlock.sync.record import Record
from interlock.sync.values import shade

_T = TypeVar("_T")


def paired(
    record: Record, writes: Sequence[tuple[Intent, Body]], items: Sequence[Item], links: Links
) -> Mapping[str, Item]:
    """By intent, the item that came of it; a write is left out where more than one item may be its own, or none is.

    `writes` are the intents with the bodies that were sent. Items are known by their id where it was known, else by
    their match key, else by all that was written. Two writes of the very same content may have either's item.
    """
    if not writes:
        return {}
    first = writes[0][0]
    if all(intent.target_id for intent, _ in writes):
        return _pair(((one.target_id, one) for one, _ in writes), ((item.id, item) for item in items))
    if all(intent.match is not None for intent, _ in writes):
        match_key = record.mapping.match_key
        marked = ((match_key(first.side, item.body), item) for item in items)
        return _pair(((one.match, one) for one, _ in writes), marked)
    contents = ((_content(record, first, body, links), intent) for intent, body in writes)
    return _pair(contents, ((_content(record, first, item.body, links), item) for item in items))


def by_key(
    record: Record, side: Side, creates: Sequence[tuple[tuple[str, ...] | None, str]], items: Sequence[Item]
) -> Mapping[str, Item] | None:
    """By create, the item that came of it; None where two creates or two items have the same match key.

    `creates` are the match keys of the items that they are made from, with the creates' own ids.
    """
    match_key = record.mapping.match_key
    shown = {match_key(side, item.body): item for item in items}
    if len(shown) != len(items) or len(dict(creates)) != len(creates):
        return None
    return {create: shown[key] for key, create in creates if key in shown}


def _pair(writes: Iterable[tuple[Hashable, Intent]], items: Iterable[tuple[Hashable, Item]]) -> Mapping[str, Item]:
    """Pairs writes and items of the same mark, where as many items as writes have it."""
    shown = _grouped(items)
    found: dict[str, Item] = {}
    for mark, intents in _grouped(writes).items():
        theirs = shown.get(mark, [])
        alike = all(intent.request == intents[0].request for intent in intents)
        if alike and len(theirs) == len(intents) == len({item.id for item in theirs}):
            found |= {intent.id: item for intent, item in zip(intents, theirs, strict=True)}
    return found


def _grouped(marked: Iterable[tuple[Hashable, _T]]) -> dict[Hashable, list[_T]]:
    groups: dict[Hashable, list[_T]] = defaultdict(list)
    for mark, one in marked:
        groups[mark].append(one)
    return groups


def _content(record: Record, like: Intent, body: Body, links: Links) -> Hashable:
    read = record.mapping.read(like.side, body, links)
    return tuple(canonical.dumps(shade(read[pair])) for pair in sorted(like.written) if pair in read)
