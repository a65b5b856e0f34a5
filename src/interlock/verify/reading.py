"""From a criterion's phrases to the steps that act and look."""

from __future__ import annotations

from typing import TypeVar

from interlock.catalogue import Catalogue
from interlock.model.document import Criterion, Phrase
from interlock.verify import steps
from interlock.verify.steps._base import CannotTell, Steps

T = TypeVar("T")


def steps_of(criterion: Criterion) -> Steps:
    """The steps of a criterion.

    Raises:
        CannotTell: the sentence was not understood, or nothing behaves as one of its phrases says.
    """
    if criterion.trigger is None or not criterion.outcomes:
        raise CannotTell("the sentence is not understood, so it is an open question and no test")
    trigger = (_step(steps.triggers(), criterion.trigger), criterion.trigger.args)
    found = Steps(trigger)
    found.withs = [(_step(steps.withs(), phrase), phrase.args) for phrase in criterion.withs]
    if criterion.circumstance is not None:
        found.circumstance = (_step(steps.circumstances(), criterion.circumstance), criterion.circumstance.args)
    for outcome in criterion.outcomes:
        deadline = outcome.deadline
        found.outcomes.append(
            (
                _step(steps.outcomes(), outcome.phrase),
                outcome.phrase.args,
                None if deadline is None else (_step(steps.deadlines(), deadline), deadline.args),
                outcome.phrase.text,
            )
        )
    return found


def _step(known: Catalogue[T], phrase: Phrase) -> T:
    if phrase.shape not in known:
        raise CannotTell(f"nothing is known to do or to look at for `{phrase.text}`")
    return known[phrase.shape]
