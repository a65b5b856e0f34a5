"""Two criteria begin alike and cannot both be met.

What it asks:
    Which of the two is meant?

Why it matters:
    Each company reads the one that suits it; whatever is built, one of them calls it a defect.

How to answer:
    Remove one of the two, or say in each what is different: a value, a circumstance, a time.

Example bad:
    ## Acceptance criteria

    - **phone-comes-back** (one-address): When a Client's `phone` changes to `1` in Books, its `phone` is `1` in Desk
      within 15 minutes.
    - **phone-by-the-desk**: When a Client's `phone` changes to `1` in Books, its `phone` is `2` in Desk within 15
      minutes.

Example good:
    ## Acceptance criteria

    - **phone-comes-back** (one-address): When a Client's `phone` changes to `1` in Books, its `phone` is `1` in Desk
      within 15 minutes.
    - **other-phone**: When a Client's `phone` changes to `2` in Books, its `phone` is `2` in Desk within 15 minutes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import timedelta
from itertools import islice

from interlock.model.document import Criterion, Outcome, Phrase
from interlock.rules.context import Context
from interlock.rules.rule import Concern, Rule
from interlock.rules.sentences import word
from interlock.rules.wording import quoted

_OPPOSED = (
    ({"exists", "exactly_once", "fields_equal", "field_is", "field_equal", "unchanged", "archived"}, {"not_exists"}),
    ({"exists", "exactly_once"}, {"none_created"}),
    ({"archived"}, {"none_archived", "unchanged"}),
    ({"archived", "fields_equal", "exists", "exactly_once"}, {"nothing_written"}),
)
_ONE_VALUE = {"field_is": "value", "value_wins": "system", "tried": "count"}
"""Outcomes that say which, by what they say; two of them that differ cannot both be."""
_ABOUT = ("record", "system", "field")
_MOST = 50
"""So many outcomes of one beginning are compared with each other; nobody writes more."""

_Found = tuple[Criterion, Outcome]


def check(context: Context) -> Iterator[Concern]:
    """Compares the outcomes of all sentences that begin with the same."""
    alike: dict[Hashable, list[_Found]] = {}
    for one in context.document.criteria:
        for outcome in one.outcomes:
            alike.setdefault(_beginning(context, one), []).append((one, outcome))
    for found in alike.values():
        for i, later in enumerate(islice(found, _MOST)):
            earlier = next((one for one in found[:i] if _opposed(one[1], later[1])), None)
            if earlier is not None:
                yield _concern(context, earlier, later)


def _concern(context: Context, earlier: _Found, later: _Found) -> Concern:
    (one, first), (two, second) = earlier, later
    asked = quoted(second.phrase.text)
    if one is two:
        message = f"how can `{two.name}` be met? {quoted(first.phrase.text)} and {asked} cannot both be"
    else:
        message = (
            f"`{two.name}` expects {asked}, and `{one.name}` in line {one.span.line} begins alike and expects "
            f"{quoted(first.phrase.text)}: which is right?"
        )
    return Concern(second.phrase.span, message, f"{one.name}/{two.name}/contradict", context.owner)


def _beginning(context: Context, one: Criterion) -> Hashable:
    parts = [one.trigger, *one.withs, one.circumstance]
    return tuple((part.shape, *_arguments(context, part)) for part in parts if part is not None)


def _arguments(context: Context, part: Phrase) -> Iterator[tuple[str, str]]:
    for name, value in sorted(part.args.items()):
        side = context.document.side(value) if isinstance(value, str) else None
        yield name, str(value).casefold() if side is None else str(side)


def _opposed(one: Outcome, two: Outcome) -> bool:
    first, second = one.phrase, two.phrase
    for about in _ABOUT:
        here, there = word(first, about), word(second, about)
        if about == "system" and first.shape == "value_wins":
            continue
        if here and there and here.casefold() != there.casefold():
            return False
    if first.shape == second.shape:
        key = _ONE_VALUE.get(first.shape)
        return key is not None and first.args.get(key) != second.args.get(key) and _same_time(one, two)
    for some, others in _OPPOSED:
        if first.shape in some and second.shape in others:
            return _in_the_time(one, two)
        if second.shape in some and first.shape in others:
            return _in_the_time(two, one)
    return False


def _time(outcome: Outcome) -> timedelta | None:
    time = outcome.deadline.args.get("duration") if outcome.deadline is not None else None
    return time if isinstance(time, timedelta) else None


def _same_time(one: Outcome, two: Outcome) -> bool:
    """Whether both are to be seen by the same time, so that one does not follow upon the other."""
    first, second = _time(one), _time(two)
    return first is None or second is None or first == second


def _in_the_time(happens: Outcome, stays: Outcome) -> bool:
    """Whether the one must happen while the other must not."""
    by, until = _time(happens), _time(stays)
    return by is None or until is None or by <= until


RULE = Rule(check, may_stay_open=False)
