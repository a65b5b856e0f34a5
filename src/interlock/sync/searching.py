"""Looks on a side for the item that a create may have made: by its keys, else by all the values that were written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from interlock.errors import NotPossible, Refused
from interlock.mapping import Unfit, Waiting
from interlock.model.clock import Clock
from interlock.model.kept import Intent
from interlock.model.ledger import Ledger
from interlock.model.links import Links
from interlock.model.path import get
from interlock.model.peer import Item, Peer
from interlock.model.value import ABSENT, Body, Canonical, Side
from interlock.sync.record import Record
from interlock.sync.values import nothing_in, own_way, shade

_SLACK = timedelta(minutes=5)

_CLOCKS = timedelta(seconds=5)
"""By how much a measured clock may still be wrong."""

_NAMED = re.compile(r"\b(?:id|ID|Id)\b[\s:=#`'\"]*([A-Za-z0-9][A-Za-z0-9_-]{0,63})")
_MOST_NAMED = 3
_DEEPEST = 6


class Likeness(Enum):
    """How well an item fits a create."""

    SAME = "it has the match key, or where there is none every value that was written"
    ALIKE = "it came since, and has every value that was written but for the match key"


@dataclass(frozen=True, slots=True)
class Found:
    """The items that a create may have made, and when the side was asked for them.

    `gone` are like `same`, but deleted since; of the `bare` ones nothing shows but that they are.
    """

    asked_at: datetime
    same: tuple[Item, ...] = ()
    alike: tuple[Item, ...] = ()
    gone: tuple[Item, ...] = ()
    bare: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class _Listed:
    asked_at: datetime
    items: tuple[Item, ...]


class Search:
    """Looks for what creates made; lists are asked for once for all that is looked for together."""

    def __init__(self, peers: dict[Side, Peer], ledger: Ledger, clock: Clock) -> None:
        self._peers = peers
        self._ledger = ledger
        self._clock = clock
        self._lists: dict[tuple[str, Side], _Listed] = {}

    def forget(self) -> None:
        """Ask for lists anew from now on."""
        self._lists.clear()

    async def made_by(self, record: Record, intent: Intent) -> Found:
        """The items that the create may have made.

        Raises:
            SystemFault: the side could not be asked.
        """
        asked_at = self._clock.now()
        found = await self._by_filter(record, intent)
        same = self._fitting(record, intent, found or (), Likeness.SAME)
        if same:
            return Found(asked_at, same)
        # A filter by key does not show an item whose key somebody changed since.
        listed = await self._listed(record, intent)
        same = self._fitting(record, intent, listed.items, Likeness.SAME)
        if same:
            return Found(listed.asked_at, same)
        gone = [item for item in listed.items if item.deleted and self._went_since(record, intent, item)]
        return Found(
            listed.asked_at,
            alike=self._fitting(record, intent, listed.items, Likeness.ALIKE),
            gone=tuple(item for item in gone if self.fits(record, intent, item, Likeness.SAME)),
            bare=tuple(item for item in gone if self._bare(record, intent, item)),
        )

    async def named(self, record: Record, intent: Intent, fault: Refused) -> tuple[Item, ...]:
        """The items that a refusal of the create names, or that have its key: what may be there already."""
        found: dict[str, Item] = {}
        for item_id in dict.fromkeys(_ids_in(fault)):
            if len(found) < _MOST_NAMED:
                try:
                    item = await self._peers[intent.side].get(intent.resource, item_id)
                except (Refused, NotPossible):
                    continue
                if isinstance(item, Item):
                    found[item.id] = item
        for item in await self._by_filter(record, intent) or ():
            found[item.id] = item
        return tuple(item for item in found.values() if not item.deleted and not item.archived)

    def fits(self, record: Record, intent: Intent, item: Item, how: Likeness) -> bool:
        """Whether the create may have made the item."""
        link = self._ledger.link_at(record.name, intent.side, item.id)
        if link is not None and link.id_on(intent.side.other) != intent.source_id:
            return False
        if how is Likeness.SAME and intent.match is not None:
            return bool(record.mapping.match_key(intent.side, item.body) == intent.match)
        known = self._ledger.seen(record.name, intent.side, item.id)
        if link is not None or (known is not None and known.seen_at < intent.at) or self._older(record, intent, item):
            return False
        if how is Likeness.ALIKE:
            return alike(record, intent, item.body, self._ledger)
        return _all_kept(record, intent, intent.values, item.body, self._ledger)

    def _fitting(self, record: Record, intent: Intent, items: Iterable[Item], how: Likeness) -> tuple[Item, ...]:
        found = {
            item.id: item
            for item in items
            if not item.deleted and not item.archived and self.fits(record, intent, item, how)
        }
        return tuple(found.values())

    def _went_since(self, record: Record, intent: Intent, item: Item) -> bool:
        """Whether a deleted item was never seen alive, and may have gone after the create."""
        if self._ledger.seen(record.name, intent.side, item.id) is not None:
            return False
        offset_s = self._ledger.cursor(record.name, intent.side).offset_s
        if item.updated_at is None or offset_s is None:
            return True
        return item.updated_at - timedelta(seconds=offset_s) > intent.at - _CLOCKS

    def _bare(self, record: Record, intent: Intent, item: Item) -> bool:
        return all(
            shade(value) is ABSENT
            for name, value in record.mapping.read(intent.side, item.body, self._ledger).items()
            if record.pairs[name].fields(intent.side)
        )

    def _older(self, record: Record, intent: Intent, item: Item) -> bool:
        """Whether the item was certainly there before the create was noted."""
        offset_s = self._ledger.cursor(record.name, intent.side).offset_s
        if item.created_at is None or offset_s is None:
            return False
        return item.created_at - timedelta(seconds=offset_s) < intent.at - _SLACK

    async def _by_filter(self, record: Record, intent: Intent) -> tuple[Item, ...] | None:
        """The items with the same value in a field that can be asked for; None where no such field was written."""
        body = self._body(record, intent)
        profile = record.profiles[intent.side]
        match = record.row.matched_by.value
        paths = [profile.external_id.value] if profile.external_id.value else []
        if match is not None and len(match.pairs) == 1:
            pair = match.pairs[0]
            paths.append(pair.left if intent.side is Side.LEFT else pair.right)
        for path in paths:
            value = ABSENT if body is None else get(body, path)
            if not isinstance(value, str | int) or isinstance(value, bool) or value == "":
                continue
            try:
                return await self._peers[intent.side].find(intent.resource, path, str(value))
            except NotPossible:
                continue
        return None

    def _body(self, record: Record, intent: Intent) -> Body | None:
        """The body that the create was to make."""
        body = record.mapping.write(intent.side, intent.values, {}, self._ledger)
        return None if isinstance(body, Unfit | Waiting) else body

    async def _listed(self, record: Record, intent: Intent) -> _Listed:
        known = self._lists.get((record.name, intent.side))
        if known is not None:
            return known
        asked_at = self._clock.now()
        since = None
        if record.profiles[intent.side].since.value is not None:
            since = min([intent.at, *(one.at for one in self._ledger.intents() if one.record == record.name)]) - _SLACK
            offset_s = self._ledger.cursor(record.name, intent.side).offset_s
            since += timedelta(seconds=offset_s or 0.0)
        items: list[Item] = []
        async for page in self._peers[intent.side].pages(intent.resource, since=since):
            items += page.items
        listed = _Listed(asked_at, tuple(items))
        self._lists[record.name, intent.side] = listed
        return listed


def alike(record: Record, intent: Intent, body: Body, links: Links) -> bool:
    """Whether an item has every value that a create wrote, but for the match fields: somebody may have changed those.

    False where nothing but empty values is left to compare.
    """
    match = record.row.matched_by.value
    keys = {str(pair.left if intent.side is Side.LEFT else pair.right) for pair in match.pairs} if match else set()
    written = {
        name: value
        for name, value in intent.values.items()
        if (pair := record.pairs.get(name)) is not None and keys.isdisjoint(map(str, pair.fields(intent.side)))
    }
    return not all(map(nothing_in, written.values())) and _all_kept(record, intent, written, body, links)


def _all_kept(record: Record, intent: Intent, written: Mapping[str, Canonical], body: Body, links: Links) -> bool:
    shown = record.mapping.read(intent.side, body, links)
    pairs = [pair for pair in written if pair in shown]
    return bool(pairs) and all(
        shade(shown[pair]) == written[pair] or own_way(written[pair], shade(shown[pair])) for pair in pairs
    )


def _ids_in(fault: Refused) -> Iterator[str]:
    """What may be ids in a refusal: values of fields called so, and words after `ID` in its texts."""
    waiting: list[tuple[str, object, int]] = [("", fault.body, 0)]
    while waiting:
        name, value, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(value, dict):
            waiting += [(str(key), one, depth + 1) for key, one in list(value.items())[:50]]
        elif isinstance(value, list):
            waiting += [(name, one, depth + 1) for one in value[:20]]
        elif isinstance(value, str | int) and not isinstance(value, bool):
            if re.search(r"(^|[a-z_])[iI][dD]$", name) and len(str(value)) <= 64:
                yield str(value)
            elif isinstance(value, str):
                yield from _NAMED.findall(value[:2000])
