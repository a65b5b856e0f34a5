"""From a criterion's phrases to the steps that act and look."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TypeVar

from interlock.catalogue import Catalogue, discover
from interlock.model.document import Criterion, Phrase
from interlock.verify.steps._base import CannotTell, Circumstance, Deadline, Outcome, Steps, Trigger, With

T = TypeVar("T")

_MOST_ITEMS = 100_000
_LONGEST = timedelta(days=8)


@cache
def trigger_steps() -> Catalogue[Trigger]:
    """How criteria begin, by the names of the shapes."""
    return discover("interlock.verify.steps.triggers", "step", Trigger)


@cache
def with_steps() -> Catalogue[With]:
    """What may be special about the items."""
    return discover("interlock.verify.steps.withs", "step", With)


@cache
def circumstance_steps() -> Catalogue[Circumstance]:
    """What else may be the case."""
    return discover("interlock.verify.steps.circumstances", "step", Circumstance)


@cache
def outcome_steps() -> Catalogue[Outcome]:
    """What must then be true."""
    return discover("interlock.verify.steps.outcomes", "step", Outcome)


@cache
def deadline_steps() -> Catalogue[Deadline]:
    """By when, or for how long."""
    return discover("interlock.verify.steps.deadlines", "step", Deadline)


def steps_of(criterion: Criterion) -> Steps:
    """The steps of a criterion.

    Raises:
        CannotTell: the sentence was not understood, or nothing behaves as one of its phrases says.
    """
    if criterion.trigger is None or not criterion.outcomes:
        raise CannotTell("the sentence is not understood, so it is an open question and no test")
    _demand_bounds(criterion)
    found = Steps((_step(trigger_steps(), criterion.trigger), criterion.trigger.args))
    found.withs = [(_step(with_steps(), phrase), phrase.args) for phrase in criterion.withs]
    if criterion.circumstance is not None:
        found.circumstance = (_step(circumstance_steps(), criterion.circumstance), criterion.circumstance.args)
    for outcome in criterion.outcomes:
        phrase, deadline = outcome.phrase, outcome.deadline
        due = None if deadline is None else (_step(deadline_steps(), deadline), deadline.args)
        found.outcomes.append((_step(outcome_steps(), phrase), phrase.args, due, phrase.text))
    return found


def _demand_bounds(criterion: Criterion) -> None:
    """Refuse what would take all day: a bench is made item by item, and its time is played through."""
    phrases = [criterion.trigger, *criterion.withs, criterion.circumstance]
    phrases += [phrase for outcome in criterion.outcomes for phrase in (outcome.phrase, outcome.deadline)]
    for phrase in phrases:
        for name, value in phrase.args.items() if phrase is not None else ():
            if name in {"count", "of"} and isinstance(value, int) and value > _MOST_ITEMS:
                raise CannotTell(f"{value:,} are more than a bench makes; it makes up to {_MOST_ITEMS:,}")
            if isinstance(value, timedelta) and value > _LONGEST:
                raise CannotTell(f"{value.days:,} days are longer than a bench plays; it plays up to {_LONGEST.days}")


def _step(known: Catalogue[T], phrase: Phrase) -> T:
    if phrase.shape not in known:
        raise CannotTell(f"nothing is known to do or to look at for `{phrase.text}`")
    return known[phrase.shape]
