"""Tells what a run does: to whoever runs it, to the log, and in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from interlock.adapters.logs import Log, nothing
from interlock.adapters.metrics import Metrics
from interlock.adapters.transports.observed import Exchange
from interlock.journeys.path_names import PathNames
from interlock.journeys.project import Project
from interlock.model.alert import Alert
from interlock.model.plan import ChangeKind, CycleReport

_WRITES = {ChangeKind.CREATE, ChangeKind.UPDATE, ChangeKind.DELETE, ChangeKind.ARCHIVE}


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears what a run has to say: `told` of each pass, `said` of what is going on, `alerted` of what matters now.

    `log` keeps one line for each thing that happens.
    """

    told: Callable[[CycleReport], None] = lambda _: None
    said: Callable[[str], None] = lambda _: None
    alerted: Callable[[Alert], None] = lambda _: None
    log: Log = nothing


class Telling:
    """Hears what happens in a run, and passes on what may be told of it: names and counts, never values or ids."""

    def __init__(self, project: Project, ears: Ears) -> None:
        self._ears = ears
        self._systems = {row.side: row.name for row in project.document.systems}
        self._names = PathNames((self._systems[side], profile) for side, profile in project.profiles.items())
        self.metrics = Metrics()

    def said(self, text: str) -> None:
        """Something is going on that whoever runs it may want to know."""
        self._ears.said(text)

    def exchanged(self, exchange: Exchange) -> None:
        """A request went to a system."""
        resource = self._names.of(exchange.system, exchange.method, exchange.path)
        self.metrics.request(
            system=exchange.system,
            resource=resource,
            method=exchange.method,
            status=exchange.status,
            seconds=exchange.seconds,
        )
        self._ears.log(
            "request",
            system=exchange.system,
            resource=resource,
            method=exchange.method,
            status=exchange.status,
            seconds=round(exchange.seconds, 4),
            **({"problem": exchange.problem} if exchange.problem else {}),
        )

    def heard(self, system: str, refused: str) -> None:
        """A webhook was taken, or refused and why."""
        self.metrics.webhook(system=system, outcome="refused" if refused else "taken")
        self._ears.log("webhook", system=system, outcome=refused or "taken")

    def passed(self, report: CycleReport) -> None:
        """A pass ended."""
        seconds = (report.ended_at - report.began_at).total_seconds()
        self.metrics.passed(seconds)
        done: Counter[tuple[str, str, str]] = Counter()
        for line in report.lines:
            if line.kind in _WRITES:
                done[line.record, self._systems[line.side], line.kind.value] += 1
        for (record, system, kind), count in done.items():
            self.metrics.write(record=record, system=system, kind=kind, count=count)
            self._ears.log("written", record=record, system=system, kind=kind, count=count)
        self._ears.log(
            "pass",
            environment=report.environment,
            seconds=round(seconds, 3),
            writes=report.writes,
            held=report.total.held,
            waiting=report.total.waiting,
            unread=len(report.unread),
            paused=len(report.paused),
        )
        self._ears.told(report)
