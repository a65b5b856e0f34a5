"""How a run that keeps going is: what it last heard of each system, when its last pass ended, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from interlock.adapters.transports.observed import Exchange
from interlock.model.clock import Clock
from interlock.model.plan import CycleReport
from interlock.model.value import JSON, Side
from interlock.render.plain import counted


class Wellbeing:
    """Watches a run. It is silent when no pass ended, or a system gave no answer, for longer than it may.

    Args:
        clock: the time.
        systems: the names of both systems.
        gap: how long passes are apart when all is well.
        silent_after: how long silence may last beyond that.
    """

    def __init__(self, clock: Clock, systems: dict[Side, str], *, gap: timedelta, silent_after: timedelta) -> None:
        self._clock = clock
        self._systems = systems
        self._allowed = gap + silent_after
        self.began_at = clock.now()
        self.pass_at: datetime | None = None
        self.contact_at: dict[str, datetime] = {}
        self.paused: tuple[str, ...] = ()
        self.untold = 0
        """How many alerts could not be brought to anybody yet."""

    def exchanged(self, exchange: Exchange) -> None:
        """A request was answered, or was not."""
        if exchange.status:
            self.contact_at[exchange.system] = self._clock.now()

    def passed(self, report: CycleReport) -> None:
        """A pass ended."""
        self.pass_at = report.ended_at
        self.paused = tuple(self._systems[side] for side, _ in report.paused)

    def silences(self) -> dict[str, str]:
        """What is silent and for how long, as sentences, by what it is about: a system, or the run itself."""
        now = self._clock.now()
        found = {}
        for system in self._systems.values():
            last = self.contact_at.get(system, self.began_at)
            if now - last > self._allowed:
                found[system] = f"{system} has given no answer since {_minute(last)}"
        last = self.pass_at or self.began_at
        # A first run may take long; as long as answers come in, it is under way.
        heard = max(self.contact_at.values(), default=self.began_at)
        if now - last > self._allowed and now - heard > self._allowed:
            found["the run"] = f"no pass has ended since {_minute(last)}"
        return found

    def problems(self) -> tuple[str, ...]:
        """What is wrong now; nothing that anybody must not read."""
        return (
            *self.silences().values(),
            *(f"{system} is paused" for system in self.paused),
            *([f"{counted(self.untold, 'alert')} could not be brought to anybody yet"] if self.untold else []),
        )

    def told(self, environment: str) -> dict[str, JSON]:
        """All of it, for programs."""
        return {
            "environment": environment,
            "began_at": self.began_at.isoformat(),
            "last_pass_at": self.pass_at.isoformat() if self.pass_at else None,
            "last_contact_at": {system: at.isoformat() for system, at in sorted(self.contact_at.items())},
            "problems": list(self.problems()),
        }


def gap_of(gaps: Iterable[timedelta]) -> timedelta:
    """How far passes are apart where records are looked at in these distances."""
    return min(gaps, default=timedelta(minutes=1))


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
