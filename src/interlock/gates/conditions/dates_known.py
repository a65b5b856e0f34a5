"""The document has a day that it aims at, which has not passed, and a window in which it goes live.

Without a day nobody can say who is late. Without a window the first run meets both companies at work, in the busiest
hour of their day.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import SCOPE, Ground
from interlock.gates.sayings import turns
from interlock.model.document import DateRow
from interlock.model.finding import printable
from interlock.model.gate import Basis, BasisKind, Stage
from interlock.model.roles import OWNER
from interlock.model.targets import target_of, window_row
from interlock.model.window import parse


def _judge(ground: Ground) -> Found:
    target = target_of(ground.document)
    window = window_row(ground.document)
    live = any(not one.void for one in ground.of("go-live", environment=ground.environment))
    missing = []
    if target is None:
        missing.append("Dates names no day to aim at, such as a row `Target` with `2027-02-01`")
    elif target.day < ground.now.date() and not live:
        missing.append(f"`{printable(target.what)}` under Dates has passed: {target.day}")
    if window is None:
        missing.append("Dates names no window to go live in, such as `weekdays, 05:00 to 07:00 in Europe/Berlin`")
    elif why := _no_window(window):
        missing.append(printable(f"`{window.what}` under Dates is not understood: {why}"))
    since = ground.since.get(SCOPE)
    said = "" if target is None or window is None else f"{target.what} {target.day}; {window.what}: {window.when}"
    return Found(
        missing=tuple(missing),
        turn=turns(ground.document, OWNER) if missing else (),
        basis=() if missing else (Basis(BasisKind.COMPUTED, printable(said), at=since),),
        since=since,
        digests=ground.digests_of(SCOPE),
    )


def _no_window(row: DateRow) -> str:
    """Why going live could not keep to it; empty where it could."""
    try:
        parse(row.when)
    except ValueError as problem:
        return str(problem)
    return ""


CONDITION = Condition(
    Stage.USE_CASES,
    4,
    "the target and the window to go live in are known",
    _judge,
    "write them under `## Dates`; `interlock estimate` says whether the target can be met",
    "Dates names no day to aim at, such as a row `Target` with `2027-02-01`",
)
