"""What the ledger knows of a piece of the items that are due, asked for together instead of item by item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from interlock.model.kept import Due, Link, Seen
from interlock.model.ledger import Ledger
from interlock.model.value import Side
from interlock.sync.record import SIDES, Record

# So many items with one match key are looked at one by one; a person who is asked needs no more of them.
_MOST_ALIKE = 256


class Gathered:
    """Answers as the ledger does, of what was gathered from memory.

    It is true only until something else is noted: whoever links or asks for an item says so by `forget`.
    """

    def __init__(self, ledger: Ledger, record: Record) -> None:
        self._ledger = ledger
        self._record = record
        self._links: dict[Side, dict[str, Link | None]] = {side: {} for side in SIDES}
        self._seen: dict[Side, dict[str, Seen | None]] = {side: {} for side in SIDES}
        self._ids: dict[Side, dict[tuple[str, ...], tuple[str, ...]]] = {side: {} for side in SIDES}
        self._due: Sequence[str] = ()
        self._held: AbstractSet[tuple[Side, str]] | None = None

    def holds(self, side: Side, item_id: str) -> bool:
        """Whether anything was held of an item when what is due was gathered."""
        if self._held is None:
            self._held = self._ledger.held_among(self._record.name, self._due)
        return (side, item_id) in self._held

    def gather(self, due: Sequence[Due]) -> None:
        """Ask for all that decisions about these items are likely to need; what was known before is forgotten."""
        self.forget_all()
        self._due = [one.id for one in due]
        self._held = None
        for side in SIDES:
            self._ask_links(side, [one.id for one in due if one.side is side])
        for side in SIDES:
            linked = (link.id_on(side) for of in SIDES for link in self._links[of].values() if link is not None)
            self._ask_seen(side, {*linked, *(one.id for one in due if one.side is side)})
        if self._record.matched:
            self._ask_matches(due)

    def _ask_matches(self, due: Sequence[Due]) -> None:
        free = [self._seen[one.side].get(one.id) for one in due if self._links[one.side].get(one.id) is None]
        keys = list(dict.fromkeys(seen.key for seen in free if seen is not None and seen.key is not None))
        for side in SIDES:
            found = self._ledger.of_keys(self._record.name, side, keys)
            # Those that share a key with very many are looked for when they are decided about, as far as is needed.
            self._ids[side] = {key: few for key in keys if len(few := found.get(key, ())) <= _MOST_ALIKE}
            ids = {item_id for those in self._ids[side].values() for item_id in those}
            self._ask_links(side, ids - self._links[side].keys())
            # An item that only has its own key needs no second look.
            self._ask_seen(side, ids - self._seen[side].keys())

    def _ask_links(self, side: Side, ids: Iterable[str]) -> None:
        asked = list(ids)
        found = self._ledger.links_of(self._record.name, side, asked)
        self._links[side].update((item_id, found.get(item_id)) for item_id in asked)

    def _ask_seen(self, side: Side, ids: Iterable[str]) -> None:
        asked = list(ids)
        found = self._ledger.seen_of(self._record.name, side, asked)
        self._seen[side].update((item_id, found.get(item_id)) for item_id in asked)

    def forget(self, side: Side, item_id: str) -> None:
        """The item is no longer as it was gathered."""
        self._links[side].pop(item_id, None)
        self._seen[side].pop(item_id, None)

    def forget_all(self) -> None:
        """Nothing is any longer as it was gathered."""
        for side in SIDES:
            self._links[side].clear()
            self._seen[side].clear()
            self._ids[side].clear()

    def link_at(self, side: Side, item_id: str) -> Link | None:
        """The link of an item."""
        known = self._links[side]
        return known[item_id] if item_id in known else self._ledger.link_at(self._record.name, side, item_id)

    def seen(self, side: Side, item_id: str) -> Seen | None:
        """The item as last seen."""
        known = self._seen[side]
        return known[item_id] if item_id in known else self._ledger.seen(self._record.name, side, item_id)

    def has_no_like(self, side: Side, key: tuple[str, ...]) -> bool:
        """Whether no other item than one of that side has that match key, as far as it was gathered."""
        return len(self._ids[side].get(key, ("", ""))) == 1 and self._ids[side.other].get(key) == ()

    def of_key(self, side: Side, key: tuple[str, ...]) -> tuple[Seen, ...]:
        """The items in scope, neither gone nor archived, with that match key."""
        known = self._ids[side].get(key)
        if known is None:
            return self._ledger.of_key(self._record.name, side, key)
        return tuple(seen for seen in self._living(side, known) if seen.in_scope and not seen.archived)

    def aside(self, side: Side, key: tuple[str, ...]) -> tuple[Seen, ...]:
        """The first items with that match key that are out of scope or archived, and never had a link."""
        known = self._ids[side].get(key)
        if known is None:
            known = self._ledger.of_keys(self._record.name, side, [key]).get(key, ())
        aside = (seen for seen in self._living(side, known) if seen.archived or not seen.in_scope)
        return tuple(islice((seen for seen in aside if self.link_at(side, seen.id) is None), _MOST_ALIKE))

    def _living(self, side: Side, ids: Iterable[str]) -> Iterator[Seen]:
        return (seen for item_id in ids if (seen := self.seen(side, item_id)) is not None and not seen.gone)
