"""What people stopped for a while, or for good: kept as remembered texts of the ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from interlock.model.value import Side

RETIRED = "retired"
"""The fact that tells that the environment is not to be run any more."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Somebody's wish that nothing be done; it ends with `until`, or when somebody resumes."""

    by: str
    at: datetime
    reason: str = ""
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it is not over yet."""
        return self.until is None or now < self.until

    def told(self) -> str:
        """What people are told of it: `by Ida since 2026-03-01 09:00 UTC, until 11:00: the books are closed`."""
        text = f"by {self.by} since {self.at:%Y-%m-%d %H:%M} UTC"
        if self.until is not None:
            text += f", until {self.until:%Y-%m-%d %H:%M} UTC"
        return f"{text}: {self.reason}" if self.reason else text


def of_record(name: str) -> str:
    """The fact that tells of a record's pause."""
    return f"pause record {name}"


def of_system(side: Side) -> str:
    """The fact that tells of a system's pause."""
    return f"pause system {side.value}"


RESTS = "rests: "
"""How it is told why a record may not be run, where nobody paused it."""


OF_ALL = "pause all"
"""The fact that tells that everything is paused."""


RESTED = "rested"
"""The fact that tells until when something was paused last: what came late until then, no promise covers."""


def dumps(pause: Pause) -> str:
    """The text that is remembered."""
    return json.dumps(
        {
            "by": pause.by,
            "at": pause.at.isoformat(),
            "reason": pause.reason,
            "until": None if pause.until is None else pause.until.isoformat(),
        },
        sort_keys=True,
    )


def loads(text: str) -> Pause:
    """What was remembered.

    Raises:
        ValueError: it is no such text.
    """
    try:
        read = json.loads(text)
        until = read["until"]
        return Pause(
            str(read["by"]),
            datetime.fromisoformat(read["at"]),
            str(read["reason"]),
            None if until is None else datetime.fromisoformat(until),
        )
    except (KeyError, TypeError) as error:
        raise ValueError("what was remembered of a pause is damaged") from error
