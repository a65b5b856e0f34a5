"""Both sides show the same value, in their own types."""

from __future__ import annotations

from dataclasses import replace

from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON
from interlock.verify.expect._base import Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._moments import instant
from interlock.verify.fixtures.values import marked_text, takes_mark, value_of


def _same(ask: Ask, expected: Expected, actual: Raw) -> bool:
    fields = [f for f in (ask.from_field, ask.to_field) if f is not None]
    if any(f.format == "date-time" for f in fields) and not blank(expected) and not blank(actual):
        mine, theirs = instant(str(expected), ask.from_field), instant(actual, ask.to_field)
        return mine == theirs if mine is not None else same(expected, actual)
    if isinstance(expected, bool) != isinstance(actual, bool):
        return str(expected).casefold() == str(actual).casefold()
    return same(expected, actual)


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    own, other = ask.from_field, ask.to_field
    if own is None or other is None or {own.type, other.type} & {FieldType.ARRAY, FieldType.OBJECT, FieldType.MAP}:
        return None
    both = _narrowest(own, other)
    if takes_mark(both):
        return (marked_text(both, want.mark, want.variant, want.salt),)
    return (value_of(both, want.n + want.variant + want.salt, positive=want.positive),)


def _narrowest(own: FieldProfile, other: FieldProfile) -> FieldProfile:
    """A field that takes only what both take."""
    numbers = {FieldType.INTEGER, FieldType.NUMBER}
    kind = next(
        (t for t in (FieldType.BOOLEAN, FieldType.INTEGER, FieldType.NUMBER) if t in {own.type, other.type}), own.type
    )
    enum = tuple(v for v in own.enum if not other.enum or v in other.enum) if own.enum else other.enum
    lows = [f.minimum for f in (own, other) if f.minimum is not None and f.type in numbers]
    highs = [f.maximum for f in (own, other) if f.maximum is not None and f.type in numbers]
    lengths = [f.max_length for f in (own, other) if f.max_length is not None]
    steps = [f.multiple_of for f in (own, other) if f.multiple_of is not None]
    return replace(
        own,
        type=kind,
        enum=enum,
        format=own.format or other.format,
        pattern=own.pattern or other.pattern,
        example=own.example if own.pattern or not other.pattern else other.example,
        minimum=max(lows, default=None),
        maximum=min(highs, default=None),
        min_length=max((f.min_length for f in (own, other) if f.min_length is not None), default=None),
        max_length=min(lengths, default=None),
        multiple_of=max(steps, default=None),
        read_only=False,
    )


expectation = Expectation(lambda ask: ask.value, _same, _sample)
