"""What waits to be taken up or to be told: two further parts of the ledger's port."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from interlock.model.alert import Alert
from interlock.model.value import Side
from interlock.model.webhooks import Hint


class Inbox(Protocol):
    """The hints that systems gave and that nobody has followed yet: a set of items, not a queue of events."""

    def take_hints(self, hints: Sequence[Hint]) -> int:
        """Keep hints: when this returns they are on disk. How many told something that was not known.

        One whose event was taken before is left out. One of an item that waits already takes its place.
        """
        ...

    def hints(self, *, most: int, side: Side | None = None) -> tuple[Hint, ...]:
        """Up to so many hints that wait, of one side or of both, oldest first, with their numbers."""
        ...

    def drop_hints(self, hints: Sequence[Hint]) -> None:
        """They were followed; what has come in of the same items since they were read still waits."""
        ...

    def waiting_hints(self) -> int:
        """How many wait."""
        ...

    def forget_events(self, before: datetime) -> None:
        """Forget the ids of events that were taken before that moment; none comes again so late."""
        ...


@dataclass(frozen=True, slots=True)
class Notice:
    """An alert on its way to people, and since when what it tells of lasts.

    `due` tells that people are still to be told of it, or that it is over. `told_at` is when they last were. `number`
    tells one state from the next of the same alert.
    """

    alert: Alert
    since: datetime
    due: bool
    told_at: datetime | None = None
    number: int = 0


class Notices(Protocol):
    """What people are to be told, kept until they were, and then for as long as it lasts."""

    def put_notice(self, alert: Alert) -> bool:
        """Keep an alert that is to be told; whether it says something that people were not told yet.

        An alert that is `over` ends the one of the same kind and subject; where there is none it says nothing.
        """
        ...

    def notices(self) -> tuple[Notice, ...]:
        """All that lasts or is still to be told, oldest first."""
        ...

    def told_notices(self, notices: Sequence[Notice], at: datetime) -> None:
        """People were told of these as they were read; those that are over are forgotten."""
        ...
