"""What is done when something goes wrong, as a value, and what a phrase of the document adds to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from interlock.model.cadence import PROBED


@dataclass(frozen=True, slots=True)
class Reaction:
    """What is done about one answer, or about many deletes.

    `retries` is how often a write is tried again after the first time (None: without end). `backoff` makes the
    distances grow; `every` is the distance. `wait` obeys what the answer asks for. `pause` stops the whole system and
    asks it `every` so often whether it is back. `alert_after` is None where nobody is told.
    """

    retries: int | None = 0
    backoff: bool = False
    every: timedelta = PROBED
    wait: bool = False
    hold: bool = False
    pause: bool = False
    alert_after: timedelta | None = None
    ask_owner: bool = False
    place: str = ""


Args = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What one phrase means: the reaction with that phrase added. Its file has the name of the phrase's shape."""

    add: Callable[[Reaction, Args], Reaction]
