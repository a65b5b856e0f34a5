"""How long changes took from the system they were made in to the other: counted by day, in steps of a tenth."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_STEP = math.log(1.1)
_SHORTEST_S = 0.01
_DAYS = 31
"""So many days are kept; no more than what two months' reports compare."""


@dataclass(slots=True)
class Times:
    """Many times in little room: each counts for the step it falls into, which is a tenth wide.

    `excused` counts changes that no promise covers, as a system did not answer, was paused, or a person had to decide.
    """

    steps: dict[int, int] = field(default_factory=dict)
    longest_s: float = 0.0
    excused: int = 0

    @property
    def count(self) -> int:
        """How many times there are."""
        return sum(self.steps.values())

    def add(self, seconds: float) -> None:
        """Count one."""
        step = max(0, math.ceil(math.log(max(seconds, _SHORTEST_S) / _SHORTEST_S) / _STEP))
        self.steps[step] = self.steps.get(step, 0) + 1
        self.longest_s = max(self.longest_s, seconds)

    def take(self, other: Times) -> None:
        """Count all of another."""
        for step, count in other.steps.items():
            self.steps[step] = self.steps.get(step, 0) + count
        self.longest_s = max(self.longest_s, other.longest_s)
        self.excused += other.excused

    def within(self, share: float) -> float:
        """The seconds within which that share of all came; the upper end of a step, and never more than the longest."""
        wanted, seen = math.ceil(self.count * share), 0
        for step in sorted(self.steps):
            seen += self.steps[step]
            if seen >= wanted:
                return min(_SHORTEST_S * math.exp(step * _STEP), self.longest_s)
        return 0.0

    def later_than(self, seconds: float) -> int:
        """How many took longer, as far as steps tell: at least one where the longest did."""
        if self.longest_s <= seconds:
            return 0
        return max(1, sum(count for step, count in self.steps.items() if _start(step) >= seconds))


Days = dict[date, Times]
"""The times of a flow by the day on which they were measured, in UTC."""


def dumps(days: Mapping[date, Times]) -> str:
    """The text that is remembered of a flow: only of the newest days."""
    newest = max(days, default=date.min)
    kept = {day: times for day, times in days.items() if newest - day < timedelta(days=_DAYS)}
    return json.dumps(
        {
            day.isoformat(): {
                "steps": {str(step): count for step, count in sorted(times.steps.items())},
                "longest_s": round(times.longest_s, 3),
                "excused": times.excused,
            }
            for day, times in sorted(kept.items())
        }
    )


def loads(text: str | None) -> Days:
    """What was remembered of a flow; nothing where it cannot be read."""
    try:
        return {
            date.fromisoformat(day): Times(
                {int(step): int(count) for step, count in one["steps"].items()},
                float(one["longest_s"]),
                int(one["excused"]),
            )
            for day, one in json.loads(text or "{}").items()
        }
    except (AttributeError, KeyError, TypeError, ValueError):
        return {}


def together(days: Iterable[Times]) -> Times:
    """All of them as one."""
    all_of_them = Times()
    for times in days:
        all_of_them.take(times)
    return all_of_them


def fact(record: str, side: str) -> str:
    """The name under which the times of a flow are remembered; `side` is where it writes."""
    return f"latency {record} {side}"


def _start(step: int) -> float:
    return _SHORTEST_S * math.exp((step - 1) * _STEP)
