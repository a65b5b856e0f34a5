"""How soon a change can arrive, asked by the rules about promises."""

from __future__ import annotations

from datetime import timedelta

from interlock.model.document import RecordRow
from interlock.model.sums import Wait, requests_to_create, wait_for
from interlock.model.value import Side
from interlock.rules.context import Context

_NOTHING = timedelta(seconds=2)
"""A few requests at everyday limits take less; nobody means that by a promise of minutes."""


def longest_wait(context: Context, row: RecordRow, source: Side, *, deleted: bool = False) -> Wait | None:
    """The longest time until a change has arrived when nothing is in its way; None where too little is known."""
    record = context.learned(row, source.other)
    system = context.profiles.get(source.other)
    writes = 1.0 if record is None or system is None or deleted else requests_to_create(system, record)
    return wait_for(
        context.load(source), context.load(source.other), row.name, deleted=deleted, writes=max(writes, 1.0)
    )


def is_too_soon(context: Context, row: RecordRow, source: Side, within: timedelta, wait: Wait) -> bool:
    """Whether a promise cannot be kept; one that a webhook keeps can."""
    if within + _NOTHING >= wait.total:
        return False
    often = row.how_often.value
    return not (often is not None and often.at_once and _tells(context, row, source))


def _tells(context: Context, row: RecordRow, side: Side) -> bool:
    """Whether the system tells by itself of changes to the record."""
    profile = context.profiles.get(side)
    return profile is not None and any(event.record == row.resource(side) for event in profile.events)
