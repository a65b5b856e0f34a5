"""All that a decision about one item depends on, and the decision, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from typing import Protocol

from interlock.model.decisions import DeleteRule
from interlock.model.history import Held, HeldKind
from interlock.model.kept import Act, Link, LinkState, Seen
from interlock.model.plan import ChangeKind, FieldChange
from interlock.model.value import ABSENT, Canonical, Side
from interlock.sync.conflicts import EditTimes
from interlock.sync.values import Read


class Showing(StrEnum):
    """How one side of a linked item stands against its base."""

    SAME = "same"
    CHANGED = "changed"
    LEFT = "left"
    """it no longer satisfies the record's condition"""
    ARCHIVED = "archived"
    GONE = "gone"
    MERGED = "merged"
    """it was merged into another item of its side"""


@dataclass(frozen=True, slots=True)
class Sight:
    """An item on one side: as seen, and its field pairs as the mapping reads them."""

    seen: Seen
    values: Mapping[str, Read]


@dataclass(frozen=True, slots=True)
class Merged:
    """Into which item of its side an item was merged, at the end of all mergers.

    `into` is empty where that is not known, and where items were merged in a circle (`circular`). `counterpart` is the
    id on the other side of the item that is linked with it, empty where there is none. `inherits` tells that it takes
    the place of what was merged into it: it has no counterpart of its own, nor could have another.
    """

    into: str = ""
    counterpart: str = ""
    circular: bool = False
    inherits: bool = False


class Fighting(Protocol):
    """Tells whether a value goes to and fro."""

    def against(self, pair: str, side: Side, value: Canonical) -> str:
        """Why the value must not be written to that side once more; empty where nothing stands against it."""
        ...


@dataclass(frozen=True, slots=True)
class Linked:
    """A linked item: both sides, what is held of it, and whether a guard is up against its delete."""

    link: Link
    sights: Mapping[Side, Sight]
    times: EditTimes
    held: tuple[Held, ...] = ()
    guarded: str = ""
    """why this delete is held with all others of its batch; empty where no guard is up"""
    merged: Mapping[Side, Merged] = field(default_factory=dict)
    """the sides on which it was merged into another item"""
    reused: Side | None = None
    """the side on which its id came back for what seems to be another item"""
    closing: frozenset[tuple[str, Side]] = frozenset()
    """the field pairs whose value, written on that side, would make the item lie below itself"""
    lookalike: str = ""
    """another linked item of the side that it is gone from, which now has its match key: it may have been merged"""
    stopped: Mapping[str, str] = field(default_factory=dict)
    """the field pairs that rest because a system shows a field otherwise than before, with the reason"""
    archived_by_us: Side | None = None
    """the side on which the sync archived it, where it still is, while the other one is in use"""
    fights: Fighting | None = None
    """knows which values go to and fro; nothing is known of that where there is none"""
    never_in: frozenset[Side] = frozenset()
    """the sides on which the sync made it and it never satisfied the condition, so that it cannot have left it"""


@dataclass(frozen=True, slots=True)
class Alone:
    """An item without link.

    `twins` are other items of its own side with its match key, `matches` those of the other side, and `linked` has the
    ids of those matches that have a link. `both_read` tells that both sides were read completely once and are up to
    date; `doubtful` that a create on its side, whose outcome is unknown, may have made just this item, and `under_way`
    that this outcome will soon be known.
    """

    sight: Sight
    go_live: datetime
    offsets: Mapping[Side, float | None] = field(default_factory=dict)
    """how far each system's clock is ahead, in seconds; None where that was never measured"""
    twins: tuple[Seen, ...] = ()
    matches: tuple[Seen, ...] = ()
    linked: frozenset[str] = frozenset()
    both_read: bool = True
    under_way: bool = False
    doubtful: bool = False
    aside: tuple[str, ...] = ()
    """the ids of items of the other side with its match key that are archived or do not satisfy the condition"""
    again: tuple[str, str] | None = None
    """an item of its own side that is gone and had its match key, and what that one is linked with on the other side"""
    can_wait: frozenset[str] = frozenset()
    """the references that are written later, because what they refer to waits for this item"""
    heir: bool = False
    """an item that has a counterpart was merged into it"""
    held: tuple[Held, ...] = ()
    unsure: str = ""
    """why it may have been created before; empty where that is known"""
    stopped: Mapping[str, str] = field(default_factory=dict)


class Result(Enum):
    """How an item came out; see `Tally`."""

    EQUAL = "equal"
    FILTERED = "filtered"
    REPORTED = "reported"
    HELD = "held"
    WRITTEN = "written"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Write:
    """One write that is wanted: what it does, where, and what is put there.

    `verify` tells that it goes by a person's word of a while ago: that its item is gone elsewhere is seen once more.
    `partly` names the field pairs that are to be written on the other side, too: their base stays until both are.
    """

    act: Act
    kind: ChangeKind
    side: Side
    fields: tuple[FieldChange, ...] = ()
    values: Mapping[str, Canonical] = field(default_factory=dict)
    reason: str = ""
    place: str = ""
    rule: DeleteRule | None = None
    verify: bool = False
    partly: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hold:
    """Something to set aside; see `Held`. `alert` tells that somebody must know at once."""

    kind: HeldKind
    reason: str
    pair: str = ""
    place: str = ""
    left: Canonical = ABSENT
    right: Canonical = ABSENT
    sensitive: bool = False
    waits_record: str = ""
    waits_for: str = ""
    waits_side: Side | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Something that is left as it is, told once for each state (`about`)."""

    reason: str
    pair: str = ""
    place: str = ""
    about: str = ""
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What is to be done about one item."""

    result: Result
    writes: tuple[Write, ...] = ()
    holds: tuple[Hold, ...] = ()
    reports: tuple[Report, ...] = ()
    base: Mapping[str, tuple[Canonical, Canonical]] = field(default_factory=dict)
    """field pairs whose base advances without a write"""
    link_with: str = ""
    """the id on the other side of the item that is the same"""
    takes_over: bool = False
    """that item had another counterpart, which is gone: its link goes on"""
    becomes: LinkState | None = None
    moves: tuple[Side, str] | None = None
    """the link goes on with another item of that side, which the one it had was merged into"""
    reason: str = ""
    place: str = ""
