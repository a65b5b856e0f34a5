"""Takes the pages of one list in: what is as it was is passed over at once, the rest is kept in larger pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from interlock.model.clock import Clock
from interlock.model.kept import Glimpse
from interlock.model.ledger import Ledger
from interlock.model.listed import Listed, ids_of, joined
from interlock.model.numbers import Numbers
from interlock.model.peer import Item
from interlock.model.value import Side
from interlock.sync.ahead import Ahead
from interlock.sync.drifting import Tally
from interlock.sync.observe import Observer, Taken, same_body
from interlock.sync.record import Record


class Missed:
    """Gathers the items whose stamp says that earlier looks, up to `head`, should have shown what is new of them."""

    def __init__(self, head: datetime | None) -> None:
        self.head = head
        self.found: dict[str, datetime] = {}

    def among(self, items: Sequence[Item], taken: Taken) -> None:
        """Note those of one piece."""
        if self.head is None or not taken.fresh:
            return
        fresh = set(taken.fresh)
        stamps = {item_id: items[place].updated_at for place, item_id in enumerate(ids_of(items)) if item_id in fresh}
        self.found |= {item_id: at for item_id, at in stamps.items() if at is not None and at < self.head}


class Judges:
    """Whether all that is known of a side was judged as it would be now: then the same body is the same item.

    What is known of a system tells which fields are moments, marks and versions, and the document what is in scope.
    """

    def __init__(self, ledger: Ledger, record: Record, side: Side) -> None:
        self._ledger = ledger
        self._name = f"judged {record.name} {side.value}"
        self._now = record.judges(side, ledger.fact("document") or "")
        known = ledger.fact(self._name)
        self.same = known == self._now
        if known is not None and not self.same:  # from here on, some are judged by these words and some by those
            ledger.set_fact(self._name, None)

    def all_judged(self) -> None:
        """A complete list was taken in, so everything is judged by what is known now."""
        if not self.same:
            self._ledger.set_fact(self._name, self._now)


class Intake:
    """One walk through a list. `piece` is how many items are kept together, which each time waits for the disk."""

    def __init__(
        self,
        observer: Observer,
        ledger: Ledger,
        clock: Clock,
        record: Record,
        side: Side,
        tally: Tally,
        missed: Missed,
        *,
        piece: int = 1,
        generation: int | None = None,
        first: bool = False,
    ) -> None:
        self._observer = observer
        self._clock = clock
        self._record = record
        self._side = side
        self._tally = tally
        self._missed = missed
        self._piece = piece
        self._generation = generation
        self._first = first
        self.judges = Judges(ledger, record, side)
        self._ahead = Ahead(ledger, record.name, side)
        self._kept: list[Sequence[Item]] = []
        self._waiting: set[str] = set()
        self.met = Numbers()
        """the numbers of the items that are as they were"""
        self.doubtful: list[str] = []
        """tombstones, and what contradicts what is known"""
        self.changes = 0
        """how many items were new, changed or gone"""

    def page(self, items: Sequence[Item]) -> None:
        """Take a page in; what differs perhaps only with a later one, or at the `end`."""
        if self.judges.same and isinstance(items, Listed):
            items = self._others(items)
        if items:
            self._kept.append(items)
            self._waiting.update(ids_of(items))
        if sum(map(len, self._kept)) >= self._piece:
            self.end()

    def end(self) -> None:
        """Take in what waits: the list is complete, or it broke off and what it showed is as true as ever."""
        if not self._kept:
            return
        items = joined(self._kept)
        self._kept = []
        self._waiting.clear()
        taken = self._observer.take(
            self._record,
            self._side,
            items,
            self._clock.now(),
            generation=self._generation,
            first_scan=self._first,
            tally=self._tally,
        )
        self.met.update(taken.met)
        self._missed.among(items, taken)
        self.changes += taken.new + taken.changed + len(taken.deleted)
        self.doubtful += [*taken.deleted, *taken.stale]

    def _others(self, items: Listed) -> Listed:
        """The items that are not just as they were."""
        ids = items.ids
        # One that is shown twice may be shown differently, which is to be seen.
        if len(set(ids)) < len(ids) or not self._waiting.isdisjoint(ids):
            return items
        met, others = _alike(items, self._ahead.glimpses(ids))
        self.met.update(met)
        return items.only(others) if others else items[:0]


def _alike(items: Listed, known: Mapping[str, Glimpse]) -> tuple[list[int], list[int]]:
    """The numbers of the items that show the very body they had, and the places of the others in the list."""
    met: list[int] = []
    others: list[int] = []
    tombstones = items.tombstones
    for place, (item_id, body) in enumerate(zip(items.ids, items.bodies, strict=True)):
        was = known.get(item_id)
        if was is None or not same_body(was, body) or (tombstones and items.deleted(place)):
            others.append(place)
        else:
            met.append(was.number)
    return met, others
