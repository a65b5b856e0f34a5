"""Takes what a side shows into the ledger, and asks for new decisions where it differs from what was known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from interlock.model.kept import Glimpse, Known, Seen
from interlock.model.ledger import Ledger
from interlock.model.listed import bodies_of, ids_of
from interlock.model.path import get
from interlock.model.peer import Found, Item, MergedInto
from interlock.model.value import Body, Side
from interlock.sync.drifting import Tally
from interlock.sync.lagging import absent_too_soon, behind
from interlock.sync.mergers import forget_merger, ids_in, merged_into, note_loss, note_merger
from interlock.sync.record import SIDES, Record
from interlock.sync.unseen import note_gone, note_seen, note_shown

GONE = "gone"
"""The digest of every item that is gone."""


def never_in(record: str, side: Side, item_id: str) -> str:
    """The fact that an item we made or linked never satisfied the condition: it cannot have left it."""
    return f"never in {record} {side.value} {item_id}"


def digest_of(item: Item, *, in_scope: bool) -> str:
    """What stands for all that a decision about the item can depend on."""
    return _digest(item.body, archived=item.archived, in_scope=in_scope)


def _digest(body: Body, *, archived: bool, in_scope: bool) -> str:
    try:
        text = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # a whole number beyond 64 bits
        text = repr(sorted(body.items())).encode()
    flags = (b"as" if in_scope else b"a-") if archived else b"-s" if in_scope else b"--"
    return hashlib.sha256(text + flags).hexdigest()[:32]


def seen_as(
    record: Record,
    side: Side,
    item: Item,
    at: datetime,
    *,
    first_scan: bool = False,
    key: tuple[str, ...] | None = None,
) -> Seen:
    """The item as the ledger keeps it; `key` is its match key, where that was read already."""
    body = item.body
    in_scope = record.mapping.satisfies(side, body)
    if not item.archived and record.archived_by_field(side, body):
        item = item._replace(archived=True)
    return Seen(
        record.name,
        side,
        item.id,
        body,
        digest_of(item, in_scope=in_scope),
        at,
        item.version,
        item.created_at,
        item.updated_at,
        item.archived,
        gone=False,
        key=key or record.mapping.match_key(side, body),
        in_scope=in_scope,
        first_scan=first_scan,
    )


def item_of(record: Record, seen: Seen) -> Item:
    """The item as its system showed it."""
    return Item(
        record.resource(seen.side),
        seen.id,
        seen.body,
        seen.version,
        seen.created_at,
        seen.updated_at,
        deleted=seen.gone,
        archived=seen.archived,
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """What a page brought.

    `deleted` are tombstones of items that were there; `stale` contradict what is known: older than that, or not newer
    by their stamp, or of an item that is gone.
    """

    new: int = 0
    changed: int = 0
    deleted: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    """the ids of all that was new or changed"""
    met: Sequence[int] = ()
    """the numbers of the items that are as they were"""


class Observer:
    """Writes what is seen into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def take(
        self,
        record: Record,
        side: Side,
        items: Sequence[Item],
        at: datetime,
        *,
        generation: int | None = None,
        first_scan: bool = False,
        tally: Tally | None = None,
    ) -> Taken:
        """Take a piece of a list in, in one transaction. Tombstones and what contradicts is only named.

        How items that changed show their fields is counted in `tally`.
        """
        ids = ids_of(items)
        glimpses = self._ledger.glimpses_of(record.name, side, ids)
        met: list[int] = []
        known = self._ledger.known_of(record.name, side, [*glimpses])
        fresh: dict[str, Seen] = {}
        deleted: list[str] = []
        stale: list[str] = []
        for item in items:
            was = known.get(item.id)
            if item.deleted:
                if item.id in fresh or (was is not None and not was.gone):
                    deleted.append(item.id)
                continue
            if was is not None and (was.gone or _older(item, was)):
                stale.append(item.id)
                continue
            if was is not None and item.id not in fresh and _unchanged(record, side, item, was):
                met.append(glimpses[item.id].number)
                continue
            seen = seen_as(record, side, item, at, first_scan=first_scan)
            if item.id in fresh:  # a list that changes while it is read may show an item twice, and differently
                stale += [] if fresh[item.id].digest == seen.digest else [item.id]
            elif was is not None and _same(seen, was):
                met.append(glimpses[item.id].number)
            elif was is not None and _undated(seen, was):
                stale.append(item.id)
            else:
                fresh[item.id] = seen
        changed = [item_id for item_id in fresh if item_id in known]
        if tally is not None and changed:
            for item_id, before in self._ledger.seen_of(record.name, side, changed).items():
                tally.note(before.body, fresh[item_id].body)
        if fresh or record.profiles[side].merged_ids.value is not None:
            with self._ledger.transaction():
                self._keep(record, fresh.values(), known, generation)
                stale += self._mergers(record, side, items)
        new = len(fresh) - len(changed)
        return Taken(new, len(changed), tuple(deleted), tuple(stale), tuple(fresh), met)

    def look(self, record: Record, side: Side, item: Item, at: datetime) -> Seen | None:
        """Take in one item that was asked for by its id; None where what it shows may be older than what is known.

        Otherwise what it shows is believed, whatever its stamp.
        """
        was = self._ledger.seen(record.name, side, item.id)
        # A notice may come before the first complete list, which would have shown the item just as well.
        first = was is None and self._ledger.cursor(record.name, side).scanned_at is None
        seen = seen_as(record, side, item, at, first_scan=first)
        resolution_s = record.profiles[side].stamp_resolution_s.value or 0.0
        if was is not None and behind(seen, was, resolution_s=resolution_s):
            return None
        self.keep(record, side, [seen])
        note_seen(self._ledger, record.name, side, item.id)
        return seen

    def keep(self, record: Record, side: Side, items: Sequence[Seen], *, settled: bool = False) -> None:
        """Keep items of a side as they are now; with `settled` the decisions on them are taken already."""
        known = self._ledger.known_of(record.name, side, [seen.id for seen in items])
        with self._ledger.transaction():
            self._keep(record, items, known, None, settled=settled)

    def gone(self, record: Record, side: Side, item_id: str, at: datetime, *, ours: bool = False) -> None:
        """Take in that an item is gone; a delete that is not `ours` counts for the guard.

        Of what nothing is known only a linked one matters: it was there once, and is forgotten.
        """
        was = self._ledger.seen(record.name, side, item_id)
        if was is None and self._ledger.link_at(record.name, side, item_id) is not None:
            was = Seen(record.name, side, item_id, {}, "", at)
        if was is None or was.gone:
            return
        now = was._replace(gone=True, digest=GONE, seen_at=at)
        with self._ledger.transaction():
            self._keep(record, [now], self._ledger.known_of(record.name, side, [item_id]), None)
            note_gone(self._ledger, record.name, side, item_id)
            if self._ledger.link_at(record.name, side, item_id) is not None:
                note_loss(self._ledger, record.name)
            merged = merged_into(self._ledger, record.name, side, item_id) is not None
            if not ours and not merged and self._ledger.link_of(record.name, side, item_id) is not None:
                self._ledger.log_delete(record.name, side, item_id, at)

    def missing(
        self, record: Record, side: Side, item_id: str, found: Found, at: datetime, *, certain: bool = False
    ) -> bool:
        """Take in what a look at an id gave that showed no living item; being merged into another is no delete.

        False where it was alive so shortly before that this proves nothing yet, unless something else makes it certain.
        """
        if isinstance(found, MergedInto):
            with self._ledger.transaction():
                note_merger(self._ledger, record.name, side, item_id, found.id)
                self.gone(record, side, item_id, at)
            return True
        was = self._ledger.seen(record.name, side, item_id)
        marked = isinstance(found, Item)  # a tombstone, not only nothing
        if was is not None and not certain and not marked and absent_too_soon(was, at):
            return False
        self.gone(record, side, item_id, at)
        return True

    def read_again(self, record: Record) -> None:
        """Judge all known items by the record's present mapping: its condition or match fields may have changed."""
        for side in SIDES:
            batch = []
            for was in self._ledger.every(record.name, side):
                item = item_of(record, was)
                now = seen_as(record, side, item, was.seen_at)
                if now.digest != was.digest or now.key != was.key:
                    batch.append(now._replace(first_scan=was.first_scan, wanted=was.wanted))
            self._ledger.observe(batch)

    def _mergers(self, record: Record, side: Side, items: Sequence[Item]) -> list[str]:
        """Take note of what items say was merged into them; the ids that are to be looked at because of it."""
        path = record.profiles[side].merged_ids.value
        if path is None:
            return []
        found: list[str] = []
        for item_id, body in zip(ids_of(items), bodies_of(items), strict=True):
            for loser in ids_in(get(body, path)):
                if loser != item_id and note_merger(self._ledger, record.name, side, loser, item_id):
                    was = self._ledger.seen(record.name, side, loser)
                    found += [loser] if was is not None and not was.gone else []
        return found

    def _keep(
        self,
        record: Record,
        fresh: Iterable[Seen],
        known: Mapping[str, Known],
        generation: int | None,
        *,
        settled: bool = False,
    ) -> None:
        items = list(fresh)
        self._ledger.observe(items, generation=generation, settled=settled)
        for seen in items:
            was = known.get(seen.id)
            if was is not None and was.digest != seen.digest:
                self._wake(record, was, seen)
                if not seen.gone:
                    note_shown(self._ledger, record, seen)
                if seen.in_scope and not was.in_scope:
                    self._ledger.set_fact(never_in(record.name, seen.side, seen.id), None)
                if was.gone and not seen.gone:
                    forget_merger(self._ledger, record.name, seen.side, seen.id)
                    self._back(record, seen)

    def _wake(self, record: Record, was: Known, now: Seen) -> None:
        """Ask for new decisions on those that had the match key that this item had."""
        if was.key is not None and (was.key != now.key or now.gone or now.archived or was.in_scope != now.in_scope):
            for side in SIDES:
                for other in self._ledger.of_key(record.name, side, was.key):
                    if other.id != now.id or side is not now.side:
                        self._ledger.unsettle(record.name, side, other.id)

    def _back(self, record: Record, seen: Seen) -> None:
        """Ask for new decisions on those that refer to an item which is there again."""
        link = self._ledger.link_at(record.name, seen.side, seen.id)
        other = seen.side.other
        for held in () if link is None else self._ledger.waiting_for(record.name, other, link.id_on(other)):
            self._ledger.unsettle(held.record, held.side, held.item_id)


def _older(item: Item, was: Known) -> bool:
    return item.updated_at is not None and was.updated_at is not None and item.updated_at < was.updated_at


def _undated(now: Seen, was: Known) -> bool:
    """Whether it differs from what is known at the very same stamp: a list that lags may then show what was before."""
    return now.updated_at is not None and now.updated_at == was.updated_at and now.digest != was.digest


def same_body(was: Glimpse, body: Body) -> bool:
    """Whether an item shows the very body that it had."""
    return was.digest == _digest(body, archived=was.archived, in_scope=was.in_scope)


def _unchanged(record: Record, side: Side, item: Item, was: Known) -> bool:
    """Whether the item is as it was, found out without making more of it: most of a long list is."""
    if item.version != was.version or item.updated_at != was.updated_at:
        return False
    archived = item.archived or record.archived_by_field(side, item.body)
    in_scope = record.mapping.satisfies(side, item.body)
    if archived != was.archived or in_scope != was.in_scope:
        return False
    # The match key is read from the body, whose digest is the same; another document has all items judged anew.
    return (
        digest_of(item if archived == item.archived else item._replace(archived=True), in_scope=in_scope) == was.digest
    )


def _same(now: Seen, was: Known) -> bool:
    return (now.digest, now.version, now.updated_at, now.key, now.in_scope) == (
        was.digest,
        was.version,
        was.updated_at,
        was.key,
        was.in_scope,
    )
