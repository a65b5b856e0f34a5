"""Creates that are noted together before they are sent, and what came of them: as much as is kept of each one alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from interlock.model.history import Entry, EntryKind
from interlock.model.http import Request
from interlock.model.kept import Act, Intent, Seen
from interlock.model.value import Canonical, Side


class Create(NamedTuple):
    """What one of the `Creates` has of its own; see `Intent`. `after` is what the history will tell of its values."""

    id: str
    link: str
    source_id: str
    source_digest: str
    key: str
    match: tuple[str, ...] | None
    request: Request
    values: Mapping[str, Canonical]
    after: Canonical
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Creates:
    """Creates of one record on one side, noted together before they are sent. `id` is that of the first."""

    id: str
    record: str
    side: Side
    resource: str
    at: datetime
    reason: str
    place: str
    rows: tuple[Create, ...]

    def intent(self, one: Create) -> Intent:
        """The note of one of them as it stands alone."""
        entry = Entry(
            self.at,
            EntryKind.CREATED,
            self.record,
            side=self.side,
            after=one.after,
            reason=self.reason,
            place=self.place,
            sensitive=one.sensitive,
        )
        return Intent(
            id=one.id,
            act=Act.CREATE,
            record=self.record,
            side=self.side,
            resource=self.resource,
            request=one.request,
            at=self.at,
            link=one.link,
            source_id=one.source_id,
            source_digest=one.source_digest,
            key=one.key,
            match=one.match,
            values=one.values,
            written=tuple(one.values),
            history=(entry,),
        )

    def intents(self) -> Iterator[Intent]:
        """The notes of all as they stand alone."""
        return map(self.intent, self.rows)


class Made(NamedTuple):
    """What came of a create: the item as its side shows it, and the values there of the field pairs that were written.

    `rules` are the words that the base of the new link is read with. With `settled` no new decision is needed, unless
    the item that it was made from has changed meanwhile.
    """

    create: Create
    seen: Seen
    there: Mapping[str, Canonical]
    rules: Mapping[str, str]
    settled: bool


class Many(Protocol):
    """What a ledger is told and asked of many items at once."""

    def open_creates(self, creates: Creates) -> None:
        """Note creates before they are sent; from then on each is like a write that `open_intents` noted."""
        ...

    def created(self, creates: Creates, made: Sequence[Made], at: datetime, *, over: bool) -> None:
        """Keep what came of some of them: the links with their bases, the items, the history; their notes are over.

        With `over` none of the others is under way any more.

        Raises:
            LedgerError: an item of one is known already; nothing was kept of any.
        """
        ...

    def tried_among(self, record: str, side: Side, names: Sequence[str]) -> AbstractSet[str]:
        """Those of the items, by the names that attempts go by, of which a write to that side was refused."""
        ...

    def held_among(self, record: str, ids: Sequence[str]) -> AbstractSet[tuple[Side, str]]:
        """Those items with one of these ids of which anything is held."""
        ...

    def waited_for(self, record: str, side: Side, ids: Sequence[str]) -> AbstractSet[str]:
        """Those of the items for which something waits."""
        ...
