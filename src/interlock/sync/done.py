"""What is noted of a write that went through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from interlock.model.kept import Intent
from interlock.model.peer import Item


class Shown(Enum):
    """How the target of a write was seen."""

    ANSWERED = "in the answer to the write"
    """However it differs from what was written: that is the system's way to keep the value."""
    LATER = "when it was looked at after the write"
    """What differs may be somebody's edit since."""
    NOT_YET = "not yet: the system only said that it took the write"
    FOUND = "when it was found again after its answer was lost"
    """The same; the history tells of a create that was found."""


@dataclass(frozen=True, slots=True)
class Loose:
    """Whether there is anything at all that a write may put an end to; asked once for many writes."""

    held: bool = True
    attempts: bool = True


@dataclass(frozen=True, slots=True)
class Done:
    """A create or update that went through; `item` is the target as it is now.

    `last` tells that nothing else is to be done about the item, so that no new decision is needed where both sides show
    just what was expected.
    """

    intent: Intent
    item: Item
    shown: Shown = Shown.ANSWERED
    last: bool = False
