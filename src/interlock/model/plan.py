"""What a run would do, or did, change by change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from interlock.model.history import HeldKind
from interlock.model.recovery import Regime
from interlock.model.value import ABSENT, Canonical, Side


class ChangeKind(StrEnum):
    """What becomes of an item."""

    CREATE = "create"
    UPDATE = "update"
    RESTORE = "restore"
    """An edit that may not flow is put back."""
    ARCHIVE = "archive"
    DELETE = "delete"
    LINK = "link"
    """Two items are found to be the same; nothing is written by that alone."""
    END = "end"
    """The link ends, because an item is gone."""
    HOLD = "hold"
    REPORT = "report"
    """Left as it is, and told."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field pair of a change: its value on the written side before and after, with the reason.

    `lost` is the value that gives way by the written rule, ABSENT where none does.
    """

    pair: str
    before: Canonical
    after: Canonical
    reason: str = ""
    lost: Canonical = ABSENT
    sensitive: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One change. `side` is where it is written (for holds and reports: the side of the item it is about).

    `source_id` is the item that it comes from, `target_id` the item that is written, empty where it is yet to be
    created. `held` is the kind of a HOLD. `place` is where the document says so (`file:line:column`). `mark` stands for
    the change with all its values in a plan that is kept; two lines that only differ in it are equal.
    """

    kind: ChangeKind
    record: str
    side: Side
    source_id: str = ""
    target_id: str = ""
    fields: tuple[FieldChange, ...] = ()
    reason: str = ""
    place: str = ""
    held: HeldKind | None = None
    mark: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items came out how: every item that was looked at is in exactly one of these.

    `written` counts items with at least one write, `waiting` those whose write is due later (a retry, a system that is
    paused, an outcome not yet known).
    """

    written: int = 0
    equal: int = 0
    filtered: int = 0
    reported: int = 0
    held: int = 0
    waiting: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.written + other.written,
            self.equal + other.equal,
            self.filtered + other.filtered,
            self.reported + other.reported,
            self.held + other.held,
            self.waiting + other.waiting,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What the next cycle would do if nothing changed in between, in the order in which it would.

    `unread` names, by record, the sides that could not be read, with the reason: nothing is planned for these.
    `resting` has the records that people paused, each with by whom and until when. `first` tells that nothing was
    linked before. `document` is the digest of the document, and `ledger` stands for the ledger, that it was made with.
    `recovery` has, by record and side where items may be created, how a create is found again when its answer is lost.
    """

    environment: str
    at: datetime
    lines: tuple[Line, ...] = ()
    tally: dict[str, Tally] = field(default_factory=dict)
    unread: tuple[tuple[str, Side, str], ...] = ()
    resting: tuple[tuple[str, str], ...] = ()
    first: bool = False
    document: str = ""
    ledger: str = ""
    recovery: dict[tuple[str, Side], Regime] = field(default_factory=dict)

    def of(self, kind: ChangeKind) -> tuple[Line, ...]:
        """The lines of that kind."""
        return tuple(line for line in self.lines if line.kind is kind)


@dataclass(frozen=True, slots=True)
class CycleReport:
    """What one full pass over both sides did; `tally` is by record, `writes` counts requests that changed something.

    `found_done` counts writes whose answer had been lost and that were found to be done. `unplanned` has, by record and
    id, what was left because the plan that was carried out does not have it, and `not_done` counts what only the plan
    has. `paused` has the sides that do not answer, whose credential is not accepted or that people paused, with the
    reason; `resting` the records that people paused, each with by whom and until when. `next_at` is when something that
    waits is due (None: nothing waits). `stopped` tells that it was asked to stop before its end. A run may change very
    many items: `more` counts, by kind, those that have no line here, but in the history.
    """

    environment: str
    began_at: datetime
    ended_at: datetime
    lines: tuple[Line, ...] = ()
    tally: dict[str, Tally] = field(default_factory=dict)
    writes: int = 0
    found_done: int = 0
    unread: tuple[tuple[str, Side, str], ...] = ()
    paused: tuple[tuple[Side, str], ...] = ()
    resting: tuple[tuple[str, str], ...] = ()
    next_at: datetime | None = None
    stopped: bool = False
    more: dict[ChangeKind, int] = field(default_factory=dict)
    unplanned: tuple[tuple[str, str, str], ...] = ()
    not_done: int = 0

    @property
    def total(self) -> Tally:
        """All records together."""
        return sum(self.tally.values(), Tally())
