"""What the rules ask of criteria and their phrases."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import Criterion, Phrase, RecordRow
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.wording import same_words


def phrases(criterion: Criterion) -> Iterator[Phrase]:
    """Every phrase of a criterion that a shape understood, in the order of the sentence."""
    if criterion.trigger is not None:
        yield criterion.trigger
    yield from criterion.withs
    if criterion.circumstance is not None:
        yield criterion.circumstance
    for outcome in criterion.outcomes:
        yield outcome.phrase
        if outcome.deadline is not None:
            yield outcome.deadline


def word(phrase: Phrase | None, name: str) -> str:
    """A text parameter of a phrase, or nothing."""
    value = phrase.args.get(name) if phrase is not None else None
    return value if isinstance(value, str) else ""


def records_of(criterion: Criterion) -> Iterator[str]:
    """The names of the records that a criterion's phrases speak of, the trigger's first."""
    for phrase in phrases(criterion):
        name = word(phrase, "record")
        if name:
            yield name


def begins(context: Context, criterion: Criterion, row: RecordRow, side: Side, shape: str) -> bool:
    """Whether a criterion begins with such a trigger of this record on this side."""
    trigger = criterion.trigger
    return (
        trigger is not None
        and trigger.shape == shape
        and same_words(word(trigger, "record"), row.name)
        and context.document.side(word(trigger, "system")) is side
    )
