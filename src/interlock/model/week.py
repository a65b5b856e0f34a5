"""What became of the promises of a document within some days, as it is reported to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Kept:
    """How the changes of a record that went to a system came, of those days.

    `count` came, `later` of them later than `promise` (None: nothing promises a time), the longest after `longest_s`
    seconds. `excused` are beside them: a system did not answer, was paused, or a person had to decide. `created` are
    the items that were new there.
    """

    record: str
    system: str
    count: int
    later: int = 0
    excused: int = 0
    longest_s: float = 0.0
    promise: timedelta | None = None
    criterion: str = ""
    created: int = 0

    @property
    def in_time(self) -> int:
        """How many came within what is promised."""
        return self.count - self.later


@dataclass(frozen=True, slots=True)
class StoryKept:
    """A story in its own words, and how what it speaks of came; no name and no sentence: what no story speaks of."""

    name: str
    sentence: str
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class HeldThen:
    """What was held in those days, who decided how often, and what waits now: kind, how many, since when the oldest."""

    held: int
    released: int
    decided: tuple[tuple[str, int], ...]
    waiting: tuple[tuple[str, int, datetime], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of the document in those days, as it was recorded."""

    when: str
    version: str
    by: str
    what: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Evidence of those days: what was run, signed or said, by whom (empty: computed), and whether it still counts."""

    at: datetime
    what: str
    by: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Week:
    """The report of some days. `at` is when it was made, `first` the first of the days, in UTC.

    `cut` tells that the history of those days is longer than what was read: counts from it are at least so high. `ran`
    tells whether anything ran in the environment (empty: there is none yet) until then. `ahead` is what is dated later
    than the report: a clock was wrong, or a change is planned. It is not of these days.
    """

    title: str
    version: str
    environment: str
    between: str
    at: datetime
    first: date
    stories: tuple[StoryKept, ...]
    held: HeldThen
    changes: tuple[Changed, ...]
    evidence: tuple[Noted, ...]
    needs: tuple[str, ...]
    cut: bool = False
    ran: bool = True
    ahead: tuple[Noted, ...] = ()

    @property
    def counted(self) -> tuple[Kept, ...]:
        """Each flow once, though several stories speak of it."""
        found = {(one.record, one.system): one for story in self.stories for one in story.kept}
        return tuple(found.values())
