"""What the criteria of a document are worth: which broken integrations fail them, and which none of them would."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from interlock.model.verdict import Verdict


class Worth(StrEnum):
    """What a criterion was seen to be worth."""

    CATCHES = "catches"
    """a broken integration fails it that the criteria tried before it let pass"""
    ADDS_NOTHING = "adds nothing"
    """what fails it is caught by another one as well"""
    VACUOUS = "vacuous"
    """none of the broken integrations that it concerns fails it"""
    NOT_MET = "not met"
    """the sound integration itself does not meet it, or it cannot be told"""


@dataclass(frozen=True, slots=True)
class Broken:
    """One integration that was broken on purpose.

    `breakage` is the name in the catalogue, `title` what it does wrong (`loses the last element of a list`), `where`
    of what (`Order in ERP`). `by` names the criteria that failed it as they should, in the order in which they were
    tried, with the reason each gave; `tried` are all that were. Nothing in `by` is a gap, which `criterion` would
    close: a sentence for the document.
    """

    breakage: str
    title: str
    where: str
    tried: tuple[str, ...]
    by: tuple[tuple[str, str], ...]
    criterion: str

    @property
    def caught(self) -> bool:
        """Whether any criterion fails it."""
        return bool(self.by)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One criterion: what it is worth, what it caught, against how many it was tried, and the seconds of one play."""

    criterion: str
    worth: Worth
    caught: tuple[str, ...]
    tried: int
    real_s: float


@dataclass(frozen=True, slots=True)
class Falsification:
    """All that was broken, every criterion with its worth, and the verdicts on the sound integration.

    With `whole` all criteria of the document were tried; else nothing is known of what the others would catch.
    """

    broken: tuple[Broken, ...]
    weighed: tuple[Weighed, ...]
    sound: tuple[Verdict, ...] = field(default=())
    whole: bool = True

    @property
    def gaps(self) -> tuple[Broken, ...]:
        """What no criterion catches."""
        return tuple(one for one in self.broken if not one.caught)

    @property
    def vacuous(self) -> tuple[Weighed, ...]:
        """The criteria that nothing broken fails."""
        return tuple(one for one in self.weighed if one.worth is Worth.VACUOUS)
