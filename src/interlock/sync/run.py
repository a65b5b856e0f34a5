"""What one pass over everything gathers: lines, results, and what is put off."""

from __future__ import annotations

from dataclasses import dataclass, field

from interlock.model.alert import Alert, Alerts
from interlock.model.clock import Clock
from interlock.model.history import HeldKind
from interlock.model.pause import Pause
from interlock.model.plan import Line, Tally
from interlock.model.value import Side
from interlock.sync.latencies import Latencies
from interlock.sync.situation import Result

_ALERTS_EACH = 5
"""So many items of one kind are told of one by one; more are told together."""


@dataclass(slots=True)
class Pass:
    """One pass. `rehearsed` tells that nothing is sent: it is a plan."""

    rehearsed: bool = False
    lines: list[Line] = field(default_factory=list)
    results: dict[tuple[str, tuple[str, str]], Result] = field(default_factory=dict)
    put_off: set[tuple[str, Side, str]] = field(default_factory=set)
    unread: list[tuple[str, Side, str]] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)
    writes: int = 0
    replanned: dict[tuple[str, tuple[str, str]], int] = field(default_factory=dict)
    told: list[tuple[HeldKind, str, str, str]] = field(default_factory=list)
    latencies: Latencies | None = None
    freed: set[tuple[str, Side, str]] = field(default_factory=set)
    """the items that a person had to decide about before anything could be written"""
    resting: dict[str, Pause] = field(default_factory=dict)
    """the records that people paused"""

    def resting_as_told(self) -> tuple[tuple[str, str], ...]:
        """The paused records, each with by whom and until when."""
        return tuple((record, pause.told()) for record, pause in sorted(self.resting.items()))

    def result(self, record: str, unit: tuple[str, str], result: Result) -> None:
        """Note how an item came out; one that was written stays written."""
        if self.results.get((record, unit)) is not Result.WRITTEN or result is Result.HELD:
            self.results[record, unit] = result

    def tally(self) -> dict[str, Tally]:
        """How many items of each record came out how."""
        counted: dict[str, dict[str, int]] = {}
        for (record, _), result in self.results.items():
            of = counted.setdefault(record, {})
            of[result.value] = of.get(result.value, 0) + 1
        return {record: Tally(**of) for record, of in counted.items()}

    def tell(self, alerts: Alerts, clock: Clock, owner: str) -> None:
        """Send the alerts of what was newly held: many of one kind are told together."""
        groups: dict[tuple[HeldKind, str], list[tuple[str, str]]] = {}
        for kind, record, item, reason in self.told:
            groups.setdefault((kind, record), []).append((item, reason))
        self.told.clear()
        for (kind, record), items in groups.items():
            to = owner if kind is HeldKind.GUARD else ""
            name = "guard" if kind is HeldKind.GUARD else "held"
            if kind is HeldKind.GUARD or len(items) > _ALERTS_EACH:
                message = f"{len(items)} {record} are held ({kind.value}): {items[0][1]}"
                alerts.send(Alert(clock.now(), name, record, message, to))
            else:
                for item, reason in items:
                    alerts.send(Alert(clock.now(), name, f"{record} {item}", f"held ({kind.value}): {reason}", to))
