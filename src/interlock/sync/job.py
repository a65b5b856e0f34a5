"""One write that is ready to be sent, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from interlock.model.kept import Act, Intent
from interlock.model.peer import Item
from interlock.model.value import Side
from interlock.sync.done import Shown
from interlock.sync.render import Rendered
from interlock.sync.situation import Write
from interlock.sync.units import Unit


class After(Enum):
    """How an attempted write came out."""

    DONE = "done"
    AGAIN = "again"
    """something was learned: the item is decided about anew"""
    LATER = "later"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Job:
    """A write that is ready to be noted and sent."""

    unit: Unit
    write: Write
    made: Rendered
    intent: Intent
    last: bool
    mark: str = ""

    @property
    def number(self) -> str:
        """The id of its note."""
        return self.intent.id

    @property
    def at_once(self) -> int:
        """How many such writes may go in one request."""
        return self.made.at_once

    @property
    def kind(self) -> tuple[Side, Act, str]:
        """What writes that go in one request have in common."""
        return self.intent.side, self.intent.act, self.intent.resource


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a write. `item` is the target as it is now, None where nothing is left of it.

    `shown` tells how that was seen. `unsent` says why it was not sent after all; it is certain then that it was not
    applied.
    """

    job: Job
    after: After
    item: Item | None = None
    unsent: str = ""
    shown: Shown = Shown.ANSWERED
