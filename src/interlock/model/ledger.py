"""What is kept between runs, as a port: what each side showed, links, writes under way, held items, history.

One ledger stands for one environment. All methods are synchronous and short. Outside a `transaction` each call is one
by itself; whatever a call has returned from is durable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from interlock.model.creates import Many
from interlock.model.history import Decision, Entry, Held, HeldKind
from interlock.model.inbox import Inbox, Notices
from interlock.model.kept import (
    Attempt,
    Cursor,
    Due,
    Glimpse,
    Intent,
    IntentState,
    Known,
    Link,
    LinkState,
    Seen,
    Standing,
)
from interlock.model.links import Links
from interlock.model.numbers import Numbers
from interlock.model.upkeep import Upkeep
from interlock.model.value import Side


class Journal(Protocol):
    """What people ask a ledger: history and what is held."""

    def history(
        self,
        *,
        record: str | None = None,
        item_id: str | None = None,
        link: str | None = None,
        number: int | None = None,
        after: int = 0,
        most: int | None = None,
    ) -> tuple[Entry, ...]:
        """The entries, oldest first; with `most`, the newest so many of them. `item_id` finds either side's id.

        Only those whose number is greater than `after`.
        """
        ...

    def held(self, *, kind: HeldKind | None = None, record: str | None = None) -> tuple[Held, ...]:
        """What is held now, oldest first."""
        ...

    def decide(self, held_id: int, decision: Decision, *, by: str, at: datetime, said: str = "") -> Held:
        """Note what a person decided; the next cycle carries it out, unless the item has changed since.

        `said` is the decision as the history tells it (`decided that Shop wins`).

        Raises:
            LedgerError: nothing with that number is held.
            UsageError: that cannot be decided about it; see `possible_decisions`.
        """
        ...

    def withdraw(self, held_id: int) -> Held:
        """Take back a decision that is not carried out yet; it waits for one again.

        Raises:
            LedgerError: nothing with that number is held.
        """
        ...

    def assign(self, held_id: int, assignee: str) -> Held:
        """Say who looks after something held.

        Raises:
            LedgerError: nothing with that number is held.
        """
        ...

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """By record: how many items are `left`, `right`, `linked`, `held`, `unsettled`."""
        ...

    def cursor(self, record: str, side: Side) -> Cursor:
        """How far a side was read; a fresh one where it never was."""
        ...

    def fact(self, name: str) -> str | None:
        """A remembered text (`go_live`), or None."""
        ...


class Observations(Protocol):
    """What each side showed."""

    def seen(self, record: str, side: Side, item_id: str) -> Seen | None:
        """The item as last seen, gone ones included."""
        ...

    def seen_of(self, record: str, side: Side, ids: Sequence[str]) -> Mapping[str, Seen]:
        """Those of the items that were ever seen, by id."""
        ...

    def glimpses_of(self, record: str, side: Side, ids: Sequence[str]) -> dict[str, Glimpse]:
        """The least that tells whether any of the items changed, by id."""
        ...

    def glimpses_after(self, record: str, side: Side, number: int, *, most: int) -> dict[str, Glimpse]:
        """The same of up to `most` items of a side whose numbers follow that one closely, by id."""
        ...

    def known_of(self, record: str, side: Side, ids: Sequence[str]) -> Mapping[str, Known]:
        """What tells whether any of the items changed, by id; without their bodies, since a list may show very many."""
        ...

    def observe(self, items: Iterable[Seen], *, generation: int | None = None, settled: bool = False) -> None:
        """Keep what was seen, in place of what was; an item is settled only while its digest stays the same.

        `first_scan` and `wanted` stay true once they are. With `settled` the decision on it is taken already.
        """
        ...

    def unmet(self, record: str, side: Side, generation: int, met: Numbers, *, most: int) -> tuple[Seen, ...]:
        """Up to `most` items that are not gone and that a complete list did not show.

        It showed those whose numbers are in `met`, and those that were kept as of its `generation`.
        """
        ...

    def due(self, record: str, *, after: int = 0, most: int = 1) -> tuple[Due, ...]:
        """Up to `most` items on which a decision is due, in the order in which they were first seen.

        Only those whose number is greater than `after`: however many there are, they are gone through piece by piece.
        """
        ...

    def settle(self, record: str, items: Iterable[tuple[Side, str, str]]) -> None:
        """Note that decisions were taken on those digests of items (side, id, digest)."""
        ...

    def unsettle(self, record: str, side: Side, item_id: str) -> None:
        """Ask for a new decision."""
        ...

    def unsettle_all(self) -> None:
        """Ask for new decisions on everything, because the document changed."""
        ...

    def want(self, record: str, side: Side, item_id: str) -> None:
        """Note that an item that flows refers to this one, and ask for a new decision on it."""
        ...

    def of_key(self, record: str, side: Side, key: tuple[str, ...]) -> tuple[Seen, ...]:
        """The items in scope, neither gone nor archived, with that match key."""
        ...

    def of_keys(
        self, record: str, side: Side, keys: Sequence[tuple[str, ...]]
    ) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The ids of the items that are not gone, by match key, oldest first; keys that no item has are left out."""
        ...

    def gone_of_key(self, record: str, side: Side, key: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of the items that are gone and had that match key."""
        ...

    def every(self, record: str, side: Side) -> Iterator[Seen]:
        """All items that are not gone."""
        ...

    def number_of(self, record: str, side: Side) -> int:
        """How many items are not gone."""
        ...


class Pairs(Links, Protocol):
    """Links and what they were based on."""

    def link(self, link: str) -> Link | None:
        """The link of that id."""
        ...

    def link_at(self, record: str, side: Side, item_id: str) -> Link | None:
        """The link of an item."""
        ...

    def links_of(self, record: str, side: Side, ids: Sequence[str]) -> Mapping[str, Link]:
        """The links of those of the items that have one, by the items' ids."""
        ...

    def put_links(self, links: Sequence[Link]) -> None:
        """Keep links, new or changed.

        Raises:
            LedgerError: an item of one has another link; what was kept of the others must be undone.
        """
        ...

    def put_link(self, link: Link) -> None:
        """Keep a link, new or changed.

        Raises:
            LedgerError: one of its items has another link.
        """
        ...

    def links(self, record: str, *, state: LinkState | None = None) -> Iterator[Link]:
        """The links of a record."""
        ...

    def number_of_links(self, record: str, state: LinkState) -> int:
        """How many links of a record are in that state."""
        ...


class Writes(Protocol):
    """Writes under way, and those that were refused."""

    def open_intents(self, intents: Sequence[Intent]) -> None:
        """Note writes before they are sent: when this returns, they are on disk."""
        ...

    def close_intent(self, intent: str, state: IntentState, *, note: str = "") -> None:
        """Note what became of a write."""
        ...

    def finish_intents(self, intents: Iterable[str]) -> None:
        """Forget writes that went through: what they did stands in the history."""
        ...

    def doubt_intent(self, intent: str, sent_by: datetime) -> None:
        """Note that an open write got no answer, and was sent before that moment if it ever was."""
        ...

    def intents(self, state: IntentState = IntentState.OPEN) -> tuple[Intent, ...]:
        """The writes in that state, oldest first."""
        ...

    def attempt(self, record: str, side: Side, source_id: str) -> Attempt | None:
        """How often a write to that side for an item was refused."""
        ...

    def attempts(self) -> tuple[Attempt, ...]:
        """All of them."""
        ...

    def any_attempts(self) -> bool:
        """Whether any write was refused and is still wanted."""
        ...

    def put_attempt(self, attempt: Attempt) -> None:
        """Keep it in place of the last one."""
        ...

    def forget_attempt(self, record: str, side: Side, source_id: str) -> None:
        """It went through, or nothing is wanted any more."""
        ...


class Ledger(Journal, Observations, Pairs, Writes, Many, Inbox, Notices, Upkeep, Protocol):
    """All that is kept for one environment."""

    @property
    def environment(self) -> str:
        """The environment's name."""
        ...

    @property
    def birth(self) -> str:
        """A text that no other ledger has; keys that must never meet elsewhere are made with it."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; inner ones join the outer. Any exception undoes it.

        Raises:
            LeaseLost: another process took over a record; nothing was kept.
        """
        ...

    def rehearsal(self) -> AbstractContextManager[None]:
        """A transaction that is always undone."""
        ...

    def acquire(self, at: datetime, for_s: float, records: Collection[str]) -> None:
        """Become the only writer of these records until so many seconds after `at`, or longer: see `renew`.

        Every transaction from then on sees that none of them was taken over. Other processes may write the others.

        Raises:
            LedgerError: somebody else writes one of them; the message says who and until when. None was taken then.
        """
        ...

    def standing(self, record: str) -> Standing:
        """How it stands with what is kept of a record, since it was last acquired. It stays so until `take_up`."""
        ...

    def is_behind(self) -> bool:
        """Whether it is an older copy of what it was, or another one, and no run has taken note of that yet."""
        ...

    def end_loss(self) -> None:
        """Note that all records were taken up that were run before it was restored or lost: any other is new."""
        ...

    def take_up(self, record: str) -> None:
        """Go on with a record from how it stands: from now on it is sound."""
        ...

    def renew(self, at: datetime, for_s: float) -> None:
        """Stay the only writer.

        Raises:
            LeaseLost: somebody else took over.
        """
        ...

    def release(self) -> None:
        """Let another one write; nothing happens where we are not the writer."""
        ...

    def set_fact(self, name: str, value: str | None) -> None:
        """Remember a text, or forget it."""
        ...

    def number(self, name: str) -> int:
        """The next of a row of numbers: 1, 2, 3 ..."""
        ...

    def numbers(self, name: str, count: int) -> range:
        """The next so many of a row of numbers."""
        ...

    def put_cursor(self, record: str, side: Side, cursor: Cursor) -> None:
        """Keep how far a side was read."""
        ...

    def hold(self, held: Held) -> Held:
        """Set an item or a field pair aside; its number is given here.

        Where the same is held already (kind, record, side, item, pair), its reason and values are renewed and its
        number, beginning, assignee and, while `about` is the same, decision stay.
        """
        ...

    def anything_held(self) -> bool:
        """Whether anything is held at all; in most ledgers nothing is, most of the time."""
        ...

    def held_at(self, record: str, side: Side, item_id: str) -> tuple[Held, ...]:
        """What is held of an item."""
        ...

    def waiting_for(self, record: str, side: Side, item_id: str) -> tuple[Held, ...]:
        """What waits for an item."""
        ...

    def release_held(self, held_id: int) -> None:
        """It is no longer held."""
        ...

    def note(self, entries: Iterable[Entry]) -> None:
        """Add to the history."""
        ...

    def once(self, key: str, about: str) -> bool:
        """Whether this was not yet told about that state; from now on it was."""
        ...

    def log_delete(self, record: str, side: Side, item_id: str, at: datetime) -> None:
        """Note that somebody deleted an item (not a delete of ours)."""
        ...

    def deletes_since(self, record: str, side: Side, at: datetime) -> int:
        """How many items somebody deleted from that moment on."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...
