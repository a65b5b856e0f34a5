"""What the sync keeps of the world: items as seen, links, cursors, writes under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from interlock.model.history import Entry
from interlock.model.http import Request
from interlock.model.value import Body, Canonical, Side


class Seen(NamedTuple):
    """An item as one side last showed it, linked or not.

    `digest` stands for everything that a decision can depend on; the item is settled when its last decision was taken
    on this digest. `key` is the match key (None: a part is empty), `in_scope` whether the record's condition holds.
    `first_scan` tells that it was there in the first complete look at this side. `wanted` tells that an item that
    flows refers to it.
    """

    record: str
    side: Side
    id: str
    body: Body
    digest: str
    seen_at: datetime
    version: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    archived: bool = False
    gone: bool = False
    key: tuple[str, ...] | None = None
    in_scope: bool = True
    first_scan: bool = False
    wanted: bool = False


class Known(NamedTuple):
    """Of an item as it was last seen, what tells whether it changed since; see `Seen`."""

    id: str
    digest: str
    version: str | None
    updated_at: datetime | None
    key: tuple[str, ...] | None
    in_scope: bool
    archived: bool
    gone: bool


class Glimpse(NamedTuple):
    """Of an item as it was last seen, what its body alone can be compared with; see `Seen`.

    `number` counts items in the order in which they were first seen.
    """

    id: str
    digest: str
    archived: bool
    in_scope: bool
    number: int


class Due(NamedTuple):
    """An item on which a decision is due. `number` counts items in the order in which they were first seen."""

    side: Side
    id: str
    number: int


class LinkState(StrEnum):
    """How it stands with a pair."""

    ACTIVE = "active"
    """Both items are kept equal."""
    PARTED = "parted"
    """One item is gone and the other was kept: nothing flows any more, and nothing is created again."""
    ENDED = "ended"
    """Both are gone, or gone and archived."""
    MERGED = "merged"
    """One item was merged into another of its side: nothing flows to the other any more, and a person is asked."""
    UNLINKED = "unlinked"
    """A person said that the two are not the same: nothing flows, and they are never found to be the same again."""


MADE = "made"
"""No field pair is called so: their names have an arrow."""


@dataclass(frozen=True, slots=True)
class Link:
    """The pair of ids of one item. `base` has both sides' values of each field pair as they were when it was settled.

    A field pair that is not in `base` was never settled. `rules` has, by field pair, the words of the rule that `base`
    was read with: other words make the base void.
    """

    id: str
    record: str
    left_id: str
    right_id: str
    made_at: datetime
    state: LinkState = LinkState.ACTIVE
    base: Mapping[str, tuple[Canonical, Canonical]] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)

    def id_on(self, side: Side) -> str:
        """The id of its item on a side."""
        return self.left_id if side is Side.LEFT else self.right_id

    @property
    def made(self) -> Side | None:
        """The side on which the sync created the item; None where it found both."""
        side = self.rules.get(MADE)
        return None if side is None else Side(side)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a side was read. `since` is the server's own time; `generation` counts the complete lists begun.

    `scanned_at` is when the last complete list was begun (None: there was none), `polled_at` when changes were last
    asked for. `offset_s` is how much the server's clock is ahead, known to within `unsure_s`.
    """

    since: datetime | None = None
    polled_at: datetime | None = None
    scanned_at: datetime | None = None
    generation: int = 0
    offset_s: float | None = None
    unsure_s: float = 0.0


class Standing(StrEnum):
    """How it stands with what is kept of a record."""

    NEW = "new"
    """It was never run."""
    SOUND = "sound"
    """Nothing says that it is not all that was kept."""
    RESTORED = "restored"
    """It is older than what was done since, or a copy: what it says of the world may be overtaken."""
    LOST = "lost"
    """There was a ledger in its place, and it is gone."""


class Act(StrEnum):
    """What a write does."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    ARCHIVE = "archive"
    REVIVE = "revive"
    """Takes it out of the archive, or out of the bin."""


class IntentState(StrEnum):
    """What is known of a write."""

    OPEN = "open"
    """Noted; whether it was applied is not known until it is settled."""
    DONE = "done"
    REFUSED = "refused"
    """The system answered that it was not applied."""
    SUPERSEDED = "superseded"
    """Not applied, or overtaken: the work was derived again."""
    HELD = "held"
    """Nothing can prove what became of it; a person decides."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One write, noted before it is sent: enough to finish or repeat it after a crash.

    `side` is where it writes. `source_id` is the item on the other side (empty where a decision of this side alone is
    carried out), `target_id` is empty for creates. `values` are the canonical values by field pair that both sides
    agree on once it is applied; `written` names those that the request puts there. `before` is the target's body as it
    was. `history` is noted when it is done. `sent_by` is the moment from which it is certain that it is no longer being
    sent (None: not known), which its absence is judged by.
    """

    id: str
    act: Act
    record: str
    side: Side
    resource: str
    request: Request
    at: datetime
    link: str = ""
    source_id: str = ""
    source_digest: str = ""
    target_id: str = ""
    key: str = ""
    match: tuple[str, ...] | None = None
    values: Mapping[str, Canonical] = field(default_factory=dict)
    written: tuple[str, ...] = ()
    before: Body | None = None
    history: tuple[Entry, ...] = ()
    state: IntentState = IntentState.OPEN
    note: str = ""
    sent_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """How often a write for an item was refused. `wish` stands for what was asked: another wish begins anew."""

    record: str
    side: Side
    source_id: str
    wish: str
    count: int
    first_at: datetime
    not_before: datetime
    reason: str = ""
