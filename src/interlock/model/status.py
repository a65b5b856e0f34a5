"""How an environment stands this moment, as people ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from interlock.model.hearing import Hearing
from interlock.model.history import HeldKind
from interlock.model.latency import Times
from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class RecordStatus:
    """How many items of a record there are and how far they are.

    `left_read_at` and `right_read_at` are when changes of that side were last asked for (None: never); `how_often` is
    how often the document wants that (None: it says at a time of day, or nothing). `late` has the sides of which that
    is too long ago. `paused` says by whom the record is paused and until when, empty where it is not.
    """

    record: str
    left: int
    right: int
    linked: int
    held: int
    unsettled: int
    left_read_at: datetime | None = None
    right_read_at: datetime | None = None
    how_often: timedelta | None = None
    late: tuple[Side, ...] = ()
    paused: str = ""

    def read_at(self, side: Side) -> datetime | None:
        """When changes of that side were last asked for."""
        return self.left_read_at if side is Side.LEFT else self.right_read_at


@dataclass(frozen=True, slots=True)
class SystemStatus:
    """When a system last answered (None: never), and why it is not used now, empty where it is.

    `since` is since when, `until` when it is tried again or the pause ends by itself (None: not known, or never).
    `by_people` tells that somebody paused it.
    """

    side: Side
    last_contact: datetime | None = None
    reason: str = ""
    since: datetime | None = None
    until: datetime | None = None
    by_people: bool = False


@dataclass(frozen=True, slots=True)
class FlowStatus:
    """How long changes of a record took to that side within the time looked at, and what was promised.

    `promise` is from the criterion `criterion` (None: none promises anything).
    """

    record: str
    side: Side
    times: Times
    promise: timedelta | None = None
    criterion: str = ""

    @property
    def later(self) -> int:
        """How many took longer than promised."""
        return 0 if self.promise is None else self.times.later_than(self.promise.total_seconds())


@dataclass(frozen=True, slots=True)
class HeldCount:
    """How many items are held in that kind, how many of them nobody decided about, and since when the oldest is."""

    kind: HeldKind
    count: int
    undecided: int
    oldest: datetime
    oldest_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A write that a system refused and that is tried again at `next_at`."""

    record: str
    side: Side
    subject: str
    count: int
    next_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Status:
    """All of an environment. `days` is over how many days flows are counted; `open_writes` are not settled yet.

    `paused` says by whom everything is paused, `retired` by whom it was taken out of use; empty where it is not.
    `webhooks` has the systems whose webhooks were listened for; `untold` counts the alerts that wait to be told.
    `behind` tells that the ledger is an older copy, or another one than was there, and that no run took note of it yet.
    """

    environment: str
    at: datetime
    records: tuple[RecordStatus, ...] = ()
    systems: tuple[SystemStatus, ...] = ()
    flows: tuple[FlowStatus, ...] = ()
    held: tuple[HeldCount, ...] = ()
    refused: tuple[Refused, ...] = ()
    open_writes: int = 0
    days: int = 7
    paused: str = ""
    retired: str = ""
    webhooks: tuple[tuple[Side, Hearing], ...] = ()
    untold: int = 0
    behind: bool = False

    @property
    def undecided(self) -> int:
        """How many held items wait for a person; those that wait for another item do not."""
        return sum(one.undecided for one in self.held if one.kind is not HeldKind.WAITING)
