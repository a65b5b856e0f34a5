"""One text with a sign between its parts, and fields that have one part each."""

from __future__ import annotations

from interlock.model.value import ABSENT, JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Want, blank
from interlock.verify.expect._marks import mark, parts_of, put_together


def parted(*, text_first: bool) -> Expectation:
    """What is expected where the rule starts from the text, or from the fields."""

    def expected(ask: Ask) -> Expected:
        sign = mark(ask.args["value"])
        if ask.forwards is text_first:
            if blank(ask.value):
                return ("", "") if ask.value == "" else UNKNOWABLE
            parts = parts_of(ask.value, sign)
            fields = len(ask.shown_by.get(ask.source.other, ())) or 2
            return tuple(parts) if len(parts) == fields else UNKNOWABLE
        values = ["" if blank(value) else str(value).strip() for value in ask.values]
        if all(value is None or value is ABSENT for value in ask.values):
            return None
        return UNKNOWABLE if any(sign in value for value in values) else put_together(values, sign)

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        sign = mark(ask.args["value"])
        own, other = (len(ask.shown_by.get(side, ())) for side in (ask.source, ask.source.other))
        clean = want.mark.replace(sign, "x")
        if ask.forwards is text_first:
            return (put_together([f"{clean}{i}{want.variant or ''}" for i in range(max(other, 1))], sign),)
        return tuple(f"{clean}{i}{want.variant or ''}" for i in range(own))

    return Expectation(expected, sample=sample)
