"""A criterion needs more requests than a system allows in its time.

What it asks:
    May it take longer, or can the limit be raised?

Why it matters:
    On the busiest day the queue grows all day long, and the promise is broken by arithmetic, not by a defect.

How to answer:
    Give the criterion more time, agree on a higher limit and write it under Assumptions and considerations, or
    lower the number.

Example bad:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 60 requests per minute.

Example good:
    ## Assumptions and considerations

    - Desk allows 600 requests per minute.
    - Books allows 120 requests per minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from interlock.model.amounts import number, span
from interlock.model.document import Criterion, Outcome, Phrase
from interlock.model.finding import Severity
from interlock.model.sums import probed_every, requests_to_create, requests_to_update
from interlock.model.value import Side
from interlock.rules.arithmetic import allowed_said
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.sentences import word
from interlock.rules.wording import plural

_ARRIVES = frozenset({"exists", "exactly_once", "fields_equal", "field_is", "field_equal", "archived"})


def check(context: Context) -> Iterator[Concern]:
    """Counts the writes of a criterion against what looking leaves of the limit of the system where they arrive."""
    for one in context.document.criteria:
        count = one.trigger.args.get("count") if one.trigger is not None else None
        if not isinstance(count, int) or count < 2:
            continue
        for outcome in one.outcomes:
            side = context.document.side(word(outcome.phrase, "system"))
            if side is not None and outcome.phrase.shape in _ARRIVES:
                yield from _of_outcome(context, one, outcome, side, count)


def _of_outcome(context: Context, one: Criterion, outcome: Outcome, side: Side, count: int) -> Iterator[Concern]:
    load, time = context.load(side), _time_for(context, one, outcome)
    can_do = load.can_do(time) if time else None
    if can_do is None or load.limit is None:
        return
    record = word(one.trigger, "record")
    each = _requests_each(context, one, outcome, side)
    needed = count * each
    if needed <= can_do:
        return
    looking = load.looking_per_s * time.total_seconds()
    less = f", of which looking takes {number(looking)}" if looking >= 1 else ""
    allowed = time.total_seconds() * load.limit.requests / load.limit.per_s
    message = (
        f"how can `{one.name}` be met? {count:,} {plural(record)} need at least {number(needed)} requests"
        f"{'' if each == 1 else f' ({number(each)} each)'}; {allowed_said(load, context.name(side))}, "
        f"{number(allowed)} in {span(time)}{less}; with nothing else to do they take {span(load.takes(needed))}"
    )
    yield Concern(outcome.phrase.span, message, f"{one.name}/volume/{context.name(side)}", context.owner)


def _time_for(context: Context, one: Criterion, outcome: Outcome) -> timedelta:
    """How much time there is from the first item to the deadline; none where the sentence names none."""
    deadline = _time(outcome.deadline)
    if not deadline or outcome.deadline is None:
        return timedelta()
    if outcome.deadline.shape == "within_of_return":
        return max(deadline - probed_every(context.document), timedelta(seconds=1))
    return deadline + sum((_time(part) for part in one.withs if part.shape == "spread"), timedelta())


def _requests_each(context: Context, one: Criterion, outcome: Outcome, side: Side) -> float:
    row = context.record(word(one.trigger, "record"))
    record = None if row is None else context.learned(row, side)
    if record is None or one.trigger is None:
        return 1.0
    if one.trigger.shape == "created":
        return requests_to_create(context.profiles[side], record)
    return 2.0 if outcome.phrase.shape == "archived" else requests_to_update(record)


def _time(phrase: Phrase | None) -> timedelta:
    time = phrase.args.get("duration") if phrase is not None else None
    return time if isinstance(time, timedelta) else timedelta()


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
