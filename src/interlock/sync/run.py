"""What one pass over everything gathers: lines, results, and what is put off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from interlock.model.alert import Alert, Alerts
from interlock.model.clock import Clock
from interlock.model.history import HeldKind
from interlock.model.ledger import Ledger
from interlock.model.pause import Pause
from interlock.model.plan import ChangeKind, Line, Tally
from interlock.model.progress import Progress, Unheard
from interlock.model.value import Side
from interlock.sync.allowing import Allowed
from interlock.sync.compact import Compact
from interlock.sync.latencies import Latencies
from interlock.sync.situation import Result

_ALERTS_EACH = 5
"""So many items of one kind are told of one by one; more are told together."""


_MOST_LINES = 2000
"""So many lines of one kind are kept of a run; a first run may write millions, which the history has one by one."""

_RESULTS = (*Result,)
_CODES = {result.value: code for code, result in enumerate(_RESULTS, 1)}
_WRITTEN = _CODES[Result.WRITTEN.value]


class Lines:
    """Lines in order; of each kind no more than `most` are kept (None: all), and the others are counted."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._kept: list[Line] = []
        self._numbers: Counter[ChangeKind] = Counter()
        self.more: Counter[ChangeKind] = Counter()

    def __iter__(self) -> Iterator[Line]:
        return iter(self._kept)

    def add(self, kind: ChangeKind, make: Callable[[], Line]) -> None:
        """Add a line, which is made only if it is kept."""
        if self._most is not None and self._numbers[kind] >= self._most:
            self.more[kind] += 1
        else:
            self._numbers[kind] += 1
            self._kept.append(make())

    def add_all(self, kind: ChangeKind, make: Sequence[Callable[[], Line]]) -> None:
        """Add lines of one kind, of which those are made that are kept."""
        room = len(make) if self._most is None else max(0, self._most - self._numbers[kind])
        some = make[:room]
        self._numbers[kind] += len(some)
        self._kept += [one() for one in some]
        if len(make) > room:
            self.more[kind] += len(make) - room

    def append(self, line: Line) -> None:
        """Add a line."""
        self.add(line.kind, lambda: line)

    def drop(self, which: Callable[[Line], bool]) -> None:
        """Take lines out."""
        self._kept = [line for line in self._kept if not which(line)]


class Told:
    """What somebody is to be told of: by kind and record, how many items there are and a few of them."""

    def __init__(self) -> None:
        self.groups: dict[tuple[HeldKind, str], list[tuple[str, str]]] = {}
        self.numbers: Counter[tuple[HeldKind, str]] = Counter()

    def append(self, told: tuple[HeldKind, str, str, str]) -> None:
        """Add an item: why it is held, its record, its id and the reason."""
        kind, record, item, reason = told
        self.numbers[kind, record] += 1
        some = self.groups.setdefault((kind, record), [])
        if len(some) < _ALERTS_EACH:
            some.append((item, reason))

    def clear(self) -> None:
        """They were told."""
        self.groups.clear()
        self.numbers.clear()


class _Planned(TypedDict):
    lines: tuple[Line, ...]
    tally: dict[str, Tally]
    unread: tuple[tuple[str, Side, str], ...]
    resting: tuple[tuple[str, str], ...]


class _Reported(_Planned):
    writes: int
    found_done: int
    unplanned: tuple[tuple[str, str, str], ...]
    not_done: int


@dataclass(slots=True)
class Pass:
    """One pass. `rehearsed` tells that nothing is sent: it is a plan."""

    rehearsed: bool = False
    lines: Lines = field(init=False)
    results: dict[str, Compact] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)
    """the records of which an item came out somehow that has no link"""
    put_off: Compact = field(default_factory=Compact)
    unread: list[tuple[str, Side, str]] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)
    writes: int = 0
    found_done: int = 0
    """how many writes whose answer was lost were found done"""
    replanned: dict[tuple[str, tuple[str, str]], int] = field(default_factory=dict)
    told: Told = field(default_factory=Told)
    latencies: Latencies | None = None
    freed: set[tuple[str, Side, str]] = field(default_factory=set)
    """the items that a person had to decide about before anything could be written"""
    resting: dict[str, Pause] = field(default_factory=dict)
    """the records that people paused"""
    only: set[tuple[str, Side, str]] | None = None
    """the items that are decided about; all of them where it is None"""
    allowed: Allowed | None = None
    """the plan that no more is done than; None where there is none"""
    progress: Progress = field(default_factory=Unheard)
    counted: set[str] = field(default_factory=set)
    refused_together: bool = False
    """whether several writes in one request were refused, so that it will soon be known what became of each"""
    stopped: Callable[[], bool] = bool
    """whether it was asked to end"""

    @property
    def marks(self) -> bool:
        """Whether changes are marked, so that they can be told from others later."""
        return self.rehearsed or self.allowed is not None

    def bars(self, mark: str, record: str, item: str) -> bool:
        """Whether the plan that is carried out does not have the change, where there is such a plan."""
        return self.allowed is not None and not self.allowed.takes(mark, record, item)

    def came(self, kind: ChangeKind, make: Callable[[], Line], mark: str) -> None:
        """Tell of a change that was made."""
        self.lines.add(kind, (lambda: replace(make(), mark=mark)) if mark else make)
        if self.allowed is not None:
            self.allowed.came(mark)

    def came_all(self, kind: ChangeKind, make: Sequence[Callable[[], Line]]) -> None:
        """Tell of changes of one kind that were made, none of which goes by a mark."""
        self.lines.add_all(kind, make)
        if self.allowed is not None:
            for _ in make:
                self.allowed.came("")

    def created(self, record: str, items: Sequence[tuple[tuple[str, str], str]]) -> None:
        """Count writes of items, which were known by that name and from now on go by that link."""
        self.writes += len(items)
        of = self.results.setdefault(record, Compact())
        alone = record in self.alone
        for name, link in items:
            if alone:
                of.discard(name)
            of["link", link] = _WRITTEN

    def tell_due(self, ledger: Ledger, record: str, *, full: bool) -> None:
        """Tell once on how many items of a record a decision is due, where there are many."""
        if full and record not in self.counted:
            self.counted.add(record)
            self.progress.due(record, ledger.counts().get(record, {}).get("unsettled", 0))

    def concerns(self, record: str, side: Side, item_id: str) -> bool:
        """Whether the item is to be decided about in this pass."""
        if (record, side, item_id) in self.put_off:
            return False
        return self.only is None or (record, side, item_id) in self.only

    def __post_init__(self) -> None:
        self.lines = Lines(None if self.rehearsed else _MOST_LINES)

    def result(self, record: str, unit: tuple[str, str], result: Result) -> None:
        """Note how an item came out; one that was written stays written."""
        of = self.results.setdefault(record, Compact())
        if unit[0] != "link":
            self.alone.add(record)
        if result is Result.WRITTEN or result is Result.HELD or of[unit] != _WRITTEN:
            of[unit] = _CODES[result.value]

    def forget(self, record: str, unit: tuple[str, str]) -> None:
        """It is not known any more how an item came out."""
        if record in self.results:
            self.results[record].discard(unit)

    def as_planned(self) -> _Planned:
        """What a plan tells of it."""
        resting = tuple((record, pause.told()) for record, pause in sorted(self.resting.items()))
        return {"lines": tuple(self.lines), "tally": self.tally(), "unread": tuple(self.unread), "resting": resting}

    def as_reported(self) -> _Reported:
        """What a report tells of it."""
        refused = {} if self.allowed is None else self.allowed.refused
        return {
            **self.as_planned(),
            "writes": self.writes,
            "found_done": self.found_done,
            "unplanned": tuple((*one, why) for one, why in sorted(refused.items())),
            "not_done": 0 if self.allowed is None else self.allowed.left,
        }

    def tally(self) -> dict[str, Tally]:
        """How many items of each record came out how."""
        counted = {
            record: {result.value: of.count(1 + code) for code, result in enumerate(_RESULTS)}
            for record, of in self.results.items()
        }
        return {record: Tally(**of) for record, of in counted.items() if any(of.values())}

    def tell(self, alerts: Alerts, clock: Clock, owner: str) -> None:
        """Send the alerts of what was newly held: many of one kind are told together."""
        groups, numbers = dict(self.told.groups), dict(self.told.numbers)
        self.told.clear()
        for (kind, record), items in groups.items():
            to = owner if kind is HeldKind.GUARD else ""
            name = "guard" if kind is HeldKind.GUARD else "held"
            if kind is HeldKind.GUARD or numbers[kind, record] > _ALERTS_EACH:
                number = numbers[kind, record]
                message = f"{number} {record} {'is' if number == 1 else 'are'} held ({kind.value}): {items[0][1]}"
                alerts.send(Alert(clock.now(), name, record, message, to))
            else:
                for item, reason in items:
                    alerts.send(Alert(clock.now(), name, f"{record} {item}", f"held ({kind.value}): {reason}", to))
