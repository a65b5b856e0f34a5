"""What was done and what is set aside, as people are told it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from interlock.model.decisions import Direction
from interlock.model.value import ABSENT, Canonical, Side


class EntryKind(StrEnum):
    """What a line of the history tells."""

    CREATED = "created"
    UPDATED = "updated"
    RESTORED = "restored"
    """An edit that may not flow was put back; the edited value is the lost one."""
    ARCHIVED = "archived"
    DELETED = "deleted"
    LINKED = "linked"
    OVERWRITTEN = "overwritten"
    """A value gave way to another by the written rule; it stands in `lost`."""
    ENDED = "ended"
    """A link ended, because an item is gone."""
    UNLINKED = "unlinked"
    """A person said that two items are not the same."""
    HELD = "held"
    RELEASED = "released"
    """What was held is no longer: it was decided, or its reason went away."""
    DECIDED = "decided"
    REPORTED = "reported"
    """Something that is left as it is, and that somebody may want to know."""
    ADOPTED = "adopted"
    """An item was found to be the one that a lost answer had created."""
    RESYNCED = "resynced"
    """What is kept was older than what had been done, or lost: both systems are read as a whole again."""
    FORGOTTEN = "forgotten"
    """What was kept of an item was removed because somebody asked for it."""
    PRUNED = "pruned"
    """What was old was removed, as the settings or somebody said."""
    FOLLOWED = "followed"
    """Another version of the document is followed from here on; `before` and `after` name both."""
    PAUSED = "paused"
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history.

    `side` is the side that was written, or that the line speaks of; `item_id` is the id there. `pair` is the text id of
    a field pair (`email ↔ email_address`), empty where the whole item is meant. `before`, `after` and `lost` are
    canonical values, ABSENT where there is none to tell. `place` is where the document says so (`file:line:column`).
    A `sensitive` entry's values are masked wherever they are shown. `number` is its place in the history, which the
    ledger gives; entries that only differ in it are equal.
    """

    at: datetime
    kind: EntryKind
    record: str = ""
    link: str = ""
    side: Side | None = None
    item_id: str = ""
    pair: str = ""
    before: Canonical = ABSENT
    after: Canonical = ABSENT
    lost: Canonical = ABSENT
    reason: str = ""
    place: str = ""
    sensitive: bool = False
    number: int = field(default=0, compare=False)


class HeldKind(StrEnum):
    """Why an item, or one field pair of it, is set aside."""

    CONFLICT = "conflict"
    REJECTED = "rejected"
    IN_DOUBT = "in doubt"
    AMBIGUOUS = "ambiguous"
    WAITING = "waiting"
    GUARD = "guard"


class Decision(StrEnum):
    """What a person decided about something held."""

    LEFT = "left"
    """The left system's value goes to both."""
    RIGHT = "right"
    """The right system's value goes to both."""
    APPROVE = "approve"
    """Do what was held."""
    REJECT = "reject"
    """Do not; keep the item that is there."""
    RETRY = "retry"
    """Try again as if for the first time."""
    LEAVE = "leave"
    """Both keep what they have, until one of them changes."""


@dataclass(frozen=True, slots=True)
class Held:
    """An item, or one field pair of it, that is set aside until someone decides or its reason goes away.

    `side` and `item_id` name the item it is about; `link` its link where it has one. `pair` is empty where the whole
    item is held. `left` and `right` are the values that stand against each other. `waits_for` is, for WAITING, the id
    on `waits_side` of the item of record `waits_record` that must come first. `about` stands for the state that was
    judged: when it changes, the judgement is taken anew.
    """

    id: int
    kind: HeldKind
    record: str
    side: Side
    item_id: str
    reason: str
    since: datetime
    link: str = ""
    pair: str = ""
    assignee: str = ""
    place: str = ""
    left: Canonical = ABSENT
    right: Canonical = ABSENT
    sensitive: bool = False
    attempts: int = 0
    waits_record: str = ""
    waits_for: str = ""
    waits_side: Side | None = None
    about: str = ""
    decision: Decision | None = None
    decided_by: str = ""


def possible_decisions(held: Held) -> tuple[Decision, ...]:
    """What can be decided about something held; nothing else would have an effect.

    An item that is ambiguous, or waits for another, can only be looked at once more, after somebody put it right.
    """
    match held.kind:
        case HeldKind.CONFLICT if held.pair:
            return (*_feeding(held.pair), Decision.LEAVE)
        case HeldKind.CONFLICT if held.about.startswith("left "):  # an item that left its condition
            return (Decision.APPROVE,)
        case HeldKind.CONFLICT | HeldKind.GUARD if not held.about.startswith("gone "):
            return (Decision.APPROVE, Decision.REJECT)
        case HeldKind.CONFLICT | HeldKind.GUARD:
            return (Decision.APPROVE, Decision.REJECT, Decision.LEFT, Decision.RIGHT)
        case HeldKind.REJECTED | HeldKind.IN_DOUBT:
            return (Decision.RETRY, Decision.APPROVE)
        case HeldKind.AMBIGUOUS if held.about.startswith("again "):  # what an item like it was linked with
            return (Decision.APPROVE, Decision.RETRY)
        case HeldKind.AMBIGUOUS if held.about.startswith("aside "):  # what the sync leaves alone has its match key
            return (Decision.APPROVE, Decision.RETRY)
        case HeldKind.AMBIGUOUS | HeldKind.WAITING:
            return (Decision.RETRY,)


def _feeding(pair: str) -> tuple[Decision, ...]:
    """The decisions for a side whose value flows to the other; of a field of one direction that is one side."""
    arrows = {one for one in Direction if one.value in pair}
    if arrows == {Direction.RIGHT}:
        return (Decision.LEFT,)
    return (Decision.RIGHT,) if arrows == {Direction.LEFT} else (Decision.LEFT, Decision.RIGHT)
