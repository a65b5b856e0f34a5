"""What the rules ask of criteria and their phrases."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.document import Criterion, Phrase


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
