"""What the acceptance criteria promise of how soon a change arrives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from interlock.model.document import Criterion, Document
from interlock.model.value import Side

_CHANGES = frozenset({"created", "changed", "changed_to", "changed_from_to", "element_removed", "deleted"})
_ARRIVALS = frozenset({"exists", "exactly_once", "field_equal", "field_is", "fields_equal", "archived"})


@dataclass(frozen=True, slots=True)
class Promise:
    """That a change arrives within a time, as the criterion of that name says."""

    within: timedelta
    criterion: str


def promises(document: Document) -> dict[tuple[str, Side], Promise]:
    """The strictest promise for each record and side that is written; criteria about trouble promise other things."""
    found: dict[tuple[str, Side], Promise] = {}
    for criterion in document.criteria:
        flow, within = _flow(document, criterion), _deadline(criterion)
        if flow is None or within is None:
            continue
        known = found.get(flow)
        if known is None or within < known.within:
            found[flow] = Promise(within, criterion.name)
    return found


def _flow(document: Document, criterion: Criterion) -> tuple[str, Side] | None:
    trigger = criterion.trigger
    if trigger is None or trigger.shape not in _CHANGES or criterion.circumstance is not None:
        return None
    record = document.record(str(trigger.args.get("record", "")))
    side = document.side(str(trigger.args.get("system", "")))
    return None if record is None or side is None else (record.name, side.other)


def _deadline(criterion: Criterion) -> timedelta | None:
    times = []
    for outcome in criterion.outcomes:
        if outcome.phrase.shape in _ARRIVALS and outcome.deadline is not None and outcome.deadline.shape == "within":
            duration = outcome.deadline.args.get("duration")
            if isinstance(duration, timedelta):
                times.append(duration)
    return min(times, default=None)
