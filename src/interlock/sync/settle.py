"""Notes that something happened: a write went through, two items are the same, a link ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from interlock.mapping import agree
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind
from interlock.model.kept import MADE, Act, Intent, IntentState, Link, LinkState, Seen
from interlock.model.ledger import Ledger
from interlock.model.peer import Item
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.done import Done, Loose, Shown
from interlock.sync.observe import GONE, Observer, never_in, seen_as
from interlock.sync.record import SIDES, Record
from interlock.sync.spelling import tell_kept_otherwise
from interlock.sync.unseen import note_unseen
from interlock.sync.values import differs, own_way, shade

Base = dict[str, tuple[Canonical, Canonical]]


class Settler:
    """Every method is one transaction, or part of the one that it is called in."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self._observer = Observer(ledger)
        self._numbers: Iterator[int] = iter(())
        self._told: set[str] = set()

    def loose(self) -> Loose:
        """What there is now; true as long as nothing else than writes is noted."""
        return Loose(self._ledger.anything_held(), self._ledger.any_attempts())

    def written(self, record: Record, intent: Intent, item: Item, shown: Shown = Shown.ANSWERED) -> None:
        """A create or update went through; see `all_written`."""
        self.all_written(record, [Done(intent, item, shown)], Loose())

    def all_written(self, record: Record, done: Sequence[Done], loose: Loose) -> None:
        """Creates and updates went through.

        Raises:
            LedgerError: an item belongs to another link; then nothing may be kept of any of them.
        """
        with self._ledger.transaction():
            for side in SIDES:
                some = [one for one in done if one.intent.side is side]
                if some:
                    self._written(record, side, some, loose)

    def _written(self, record: Record, side: Side, done: Sequence[Done], loose: Loose) -> None:
        known = self._ledger.links_of(record.name, side, [one.item.id for one in done])
        links = [self._linked(record, one, known.get(one.item.id), loose) for one in done]
        if record.refers_to_itself:  # what the items show can then be read only with their links
            self._ledger.put_links(links)
        now, source = self._clock.now(), side.other
        based: list[Link] = []
        sources: list[tuple[Side, str, str]] = []
        settled: list[Seen] = []
        unsettled: list[Seen] = []
        for one, link in zip(done, links, strict=True):
            values = record.mapping.read(side, one.item.body, self._ledger)
            canonical = {pair: shade(value) for pair, value in values.items()}
            base, as_expected = self._base(record, one.intent, link, canonical, one.shown)
            based.append(replace(link, base=base, rules={**record.rules_of(base), **_made(one.intent, link)}))
            seen = seen_as(record, side, one.item, now)
            if one.intent.act is Act.CREATE and not seen.in_scope:
                self._ledger.set_fact(never_in(record.name, side, seen.id), "created")
            if one.last and as_expected and one.intent.source_digest:
                # A source that has changed meanwhile has another digest by now, and so stays due.
                sources.append((source, link.id_on(source), one.intent.source_digest))
                settled.append(seen)
            else:
                unsettled.append(seen)
        self._ledger.put_links(based)
        self._ledger.settle(record.name, sources)
        for some in (settled, unsettled):
            if some:
                self._observer.keep(record, side, some, settled=some is settled)
        for seen in unsettled:
            self._ledger.unsettle(record.name, side, seen.id)
        for one in done:
            if one.shown is Shown.NOT_YET:
                note_unseen(self._ledger, one.intent, one.item.id)
        self._finish(record, list(zip(done, (link.id for link in links), strict=True)), loose)

    def removed(self, record: Record, intent: Intent, item: Item | None) -> None:
        """A delete or archive went through; `item` is what is left of the target, None where nothing is."""
        now = self._clock.now()
        with self._ledger.transaction():
            if item is None:
                self._observer.gone(record, intent.side, intent.target_id, now, ours=True)
            else:
                archived = item.archived or intent.act is Act.ARCHIVE
                left = seen_as(record, intent.side, item._replace(archived=archived), now)
                self._observer.keep(record, intent.side, [left])
            link = self._ledger.link_at(record.name, intent.side, intent.target_id)
            other = intent.side.other
            source = None if link is None else self._ledger.seen(record.name, other, link.id_on(other))
            if link is not None and (source is None or source.gone):
                self._ledger.put_link(replace(link, state=LinkState.ENDED))
            elif link is not None and item is None:
                # It went because of us, not by somebody's delete: nothing must follow from that.
                self._ledger.put_link(replace(link, state=LinkState.PARTED))
            gone = Item(intent.resource, intent.target_id, {})
            self._finish(record, [(Done(intent, gone), "" if link is None else link.id)], Loose())
            for side in SIDES:
                if link is not None:
                    self._calm(record, side, link.id_on(side))

    def revived(self, record: Record, intent: Intent, item: Item) -> None:
        """An item was taken out of the archive or the bin; what follows is decided about it and its counterpart."""
        with self._ledger.transaction():
            now = self._clock.now()
            self._observer.keep(record, intent.side, [seen_as(record, intent.side, item, now)])
            link = self._ledger.link_at(record.name, intent.side, intent.target_id)
            self._finish(record, [(Done(intent, item), "" if link is None else link.id)], Loose())
            if link is not None:
                for side in SIDES:
                    self._ledger.unsettle(record.name, side, link.id_on(side))

    def met_deleted(self, record: Record, intent: Intent) -> None:
        """An update changed an item that somebody had deleted: it stands in the history, but is no agreement."""
        now, reason = self._clock.now(), "it had been deleted there before"
        with self._ledger.transaction():
            self._observer.gone(record, intent.side, intent.target_id, now)
            self._ledger.finish_intents([intent.id])
            self._ledger.note(
                replace(one, at=now, link=intent.link, item_id=intent.target_id, reason=f"{one.reason}; {reason}")
                for one in intent.history
            )

    def link(self, record: Record, left_id: str, right_id: str, reason: str, place: str) -> Link:
        """Two items are the same. What rests goes on: a link that one of them had with something gone is kept.

        Raises:
            LedgerError: one of them belongs to another link.
        """
        rests = self._resting(record, left_id, right_id)
        if rests is not None:
            link, side = rests
            return self.move(record, link, side, left_id if side is Side.LEFT else right_id, reason)
        with self._ledger.transaction():
            link = Link(self.next_link(), record.name, left_id, right_id, self._clock.now())
            self._ledger.put_link(link)
            for side in SIDES:
                seen = self._ledger.seen(record.name, side, link.id_on(side))
                if seen is not None and not seen.in_scope:  # linked as it is: it has not left the condition
                    self._ledger.set_fact(never_in(record.name, side, seen.id), "linked")
                self._free(record, side, link.id_on(side), reason)
                self._ledger.unsettle(record.name, side, link.id_on(side))
                self._wake(record, side, link.id_on(side))
            entry = Entry(
                self._clock.now(),
                EntryKind.LINKED,
                record.name,
                link.id,
                Side.LEFT,
                left_id,
                reason=reason,
                place=place,
            )
            self._ledger.note([entry])
        return link

    def become(self, record: Record, link: Link, state: LinkState, reason: str, place: str) -> None:
        """A link changes its state."""
        with self._ledger.transaction():
            self._ledger.put_link(replace(link, state=state))
            for side in SIDES:
                if state in (LinkState.ACTIVE, LinkState.MERGED):
                    self._ledger.unsettle(record.name, side, link.id_on(side))
                    self._wake(record, side, link.id_on(side))
                else:
                    self._calm(record, side, link.id_on(side))
            kind = EntryKind.LINKED if state is LinkState.ACTIVE else EntryKind.ENDED
            entry = Entry(
                self._clock.now(), kind, record.name, link.id, Side.LEFT, link.left_id, reason=reason, place=place
            )
            self._ledger.note([entry])

    def _resting(self, record: Record, left_id: str, right_id: str) -> tuple[Link, Side] | None:
        """The link of one of the two that rests, and the side on which it gets the other; None where there is none."""
        left, right = (
            self._ledger.link_at(record.name, *one) for one in ((Side.LEFT, left_id), (Side.RIGHT, right_id))
        )
        known = left or right
        if known is None or (left is not None and right not in (None, left)):
            return None
        side = Side.RIGHT if left is not None else Side.LEFT
        lost = self._ledger.seen(record.name, side, known.id_on(side))
        # A link whose item is gone rests in all but name while somebody is asked about the delete.
        if known.state is LinkState.ACTIVE and (lost is None or not lost.gone):
            return None
        return known, side

    def part(self, record: Record, link: Link, reason: str) -> Link:
        """Two items are not the same: nothing flows between them, and they are never found to be the same again."""
        parted = replace(link, state=LinkState.UNLINKED)
        with self._ledger.transaction():
            self._ledger.put_link(parted)
            for side in SIDES:
                self._calm(record, side, link.id_on(side), "they were unlinked")
            now, where = self._clock.now(), (Side.LEFT, link.left_id)
            self._ledger.note([Entry(now, EntryKind.UNLINKED, record.name, link.id, *where, reason=reason)])
        return parted

    def move(self, record: Record, link: Link, side: Side, to: str, reason: str) -> Link:
        """A link goes on with another item of a side, compared with what the two had when they last agreed.

        Raises:
            LedgerError: that item belongs to another link.
        """
        ids = {side: to, side.other: link.id_on(side.other)}
        moved = replace(link, left_id=ids[Side.LEFT], right_id=ids[Side.RIGHT], state=LinkState.ACTIVE)
        with self._ledger.transaction():
            if link.id_on(side) != to:
                self._calm(record, side, link.id_on(side))
            self._ledger.put_link(moved)
            for one in SIDES:
                self._free(record, one, moved.id_on(one), reason)
                self._ledger.unsettle(record.name, one, moved.id_on(one))
                self._wake(record, one, moved.id_on(one))
            self._ledger.note(
                [Entry(self._clock.now(), EntryKind.LINKED, record.name, link.id, side, to, reason=reason)]
            )
        return moved

    def advance(self, record: Record, link: Link, base: Mapping[str, tuple[Canonical, Canonical]]) -> None:
        """Field pairs are equal on both sides without a write."""
        if not base:
            return
        rules = {**link.rules, **record.rules_of(base)}
        self._ledger.put_link(replace(link, base={**link.base, **base}, rules=rules))

    @contextmanager
    def linking(self, count: int) -> Iterator[None]:
        """Inside, the ids of up to so many new links were set aside."""
        self._numbers = iter(self._ledger.numbers("link", count))
        try:
            yield
        finally:  # what is undone gives its numbers back
            self._numbers = iter(())

    def next_link(self) -> str:
        """The id of a new link."""
        number = next(self._numbers, None)
        return f"L{self._ledger.number('link') if number is None else number}"

    def _linked(self, record: Record, one: Done, known: Link | None, loose: Loose) -> Link:
        intent, item = one.intent, one.item
        if intent.act is not Act.CREATE and known is not None:
            return known
        ids = {intent.side: item.id, intent.side.other: intent.source_id}
        if known is not None and known.id_on(intent.side.other) == intent.source_id:
            return known
        # What is made again while its counterpart is gone stays alone until that one is there again.
        state = LinkState.PARTED if intent.source_digest == GONE else LinkState.ACTIVE
        link = Link(intent.link, record.name, ids[Side.LEFT], ids[Side.RIGHT], self._clock.now(), state)
        for side in SIDES if loose.held else ():
            self._wake(record, side, link.id_on(side))
        return link

    def _base(
        self, record: Record, intent: Intent, link: Link, now: Mapping[str, Canonical], shown: Shown
    ) -> tuple[Base, bool]:
        """The link's base after the write, and whether both sides show nothing that is still to be decided.

        What the target shows as the answer to a write is that system's way to keep the value, however it differs. What
        it shows later may be somebody's edit: unless it can be the system's way, what was written is the base.
        """
        base: Base = {
            pair: both
            for pair, both in link.base.items()
            if pair in record.pairs and record.base_of(link, pair) is not None
        }
        for pair, value in intent.values.items():
            if pair not in record.pairs:
                continue
            there = now.get(pair, ABSENT)
            if there is ABSENT or not (shown in (Shown.ANSWERED, Shown.NOT_YET) or own_way(value, there)):
                there = value
            elif not agree(value, there):
                self.kept_otherwise(record, intent.side, intent.link, intent.target_id, pair, value, there)
            base[pair] = (value, there) if intent.side is Side.RIGHT else (there, value)
        index = SIDES.index(intent.side)
        as_expected = (
            shown is not Shown.FOUND
            and len(base) == len(record.pairs)
            and all(not differs(now.get(pair, ABSENT), both[index]) for pair, both in base.items())
        )
        return base, as_expected

    def kept_otherwise(
        self, record: Record, side: Side, link: str, item_id: str, pair: str, value: Canonical, there: Canonical
    ) -> None:
        """Tell once for each field that a system keeps values in another way than they were written."""
        key = f"{record.name} {side.value} {pair}"
        at = self._clock.now()
        if key in self._told or tell_kept_otherwise(
            self._ledger, record, side, pair, (link, item_id), written=value, shown=there, at=at
        ):
            return
        self._told.add(key)

    def _finish(self, record: Record, done: Sequence[tuple[Done, str]], loose: Loose) -> None:
        """Writes are over: they stand in the history, with the links that they belong to now."""
        self._ledger.finish_intents(one.intent.id for one, _ in done)
        now = self._clock.now()
        entries: list[Entry] = []
        for one, link in done:
            entries += (replace(entry, at=now, link=link, item_id=one.item.id) for entry in one.intent.history)
            if one.shown is Shown.FOUND and one.intent.act is Act.CREATE:
                reason = "found again after its answer was lost"
                side = one.intent.side
                entries.append(Entry(now, EntryKind.ADOPTED, record.name, link, side, one.item.id, reason=reason))
        self._ledger.note(entries)
        for one, link in done:
            self._let_go(record, one.intent, link, one.item.id, loose)

    def _let_go(self, record: Record, intent: Intent, link: str, target_id: str, loose: Loose) -> None:
        """Whatever a write put an end to."""
        names = (f"link {link}", f"{intent.side.other.value} {intent.source_id}")
        for name in names if loose.attempts else ():
            self._ledger.forget_attempt(record.name, intent.side, name)
        items = ((intent.side.other, intent.source_id), (intent.side, target_id))
        for side, item_id in items if loose.held else ():
            self._release_done(record, side, item_id)

    def _release_done(self, record: Record, side: Side, item_id: str) -> None:
        """What was held because a write could not be done is over; conflicts of single fields stay."""
        for held in self._ledger.held_at(record.name, side, item_id):
            if not held.pair:
                self._ledger.release_held(held.id)
                self._ledger.note(
                    [Entry(self._clock.now(), EntryKind.RELEASED, record.name, held.link, side, item_id, reason="done")]
                )

    def _free(self, record: Record, side: Side, item_id: str, reason: str) -> None:
        """All that was held of an item is over, and creates of unknown outcome for it are, too."""
        for held in self._ledger.held_at(record.name, side, item_id):
            self._ledger.release_held(held.id)
            self._ledger.note(
                [Entry(self._clock.now(), EntryKind.RELEASED, record.name, "", side, item_id, held.pair, reason=reason)]
            )
        for intent in self._ledger.intents(IntentState.HELD):
            if intent.record == record.name and intent.side is side.other and intent.source_id == item_id:
                self._ledger.close_intent(intent.id, IntentState.SUPERSEDED, note=reason)

    def _calm(self, record: Record, side: Side, item_id: str, reason: str = "the link ended") -> None:
        seen = self._ledger.seen(record.name, side, item_id)
        if seen is not None:
            self._ledger.settle(record.name, [(side, item_id, seen.digest)])
        self._free(record, side, item_id, reason)

    def _wake(self, record: Record, side: Side, item_id: str) -> None:
        """Ask for new decisions on what waited for the item."""
        for held in self._ledger.waiting_for(record.name, side, item_id):
            self._ledger.unsettle(held.record, held.side, held.item_id)


def _made(intent: Intent, link: Link) -> dict[str, str]:
    """What a link keeps of where the sync created its item."""
    made = intent.side if intent.act is Act.CREATE else link.made
    return {} if made is None else {MADE: made.value}
