"""Lists of values, and texts with a sign between them."""

from __future__ import annotations

from interlock.model.value import ABSENT, JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._marks import mark, parts_of, put_together
from interlock.verify.expect._one_way import text_of


def joined(*, list_first: bool) -> Expectation:
    """What is expected where the rule starts from the list, or from the text."""

    def expected(ask: Ask) -> Expected:
        sign = mark(ask.args["value"])
        if ask.value is None or ask.value is ABSENT:
            return ask.value
        if ask.forwards is not list_first:
            return [part for part in parts_of(text_of(ask.value), sign) if part]
        if not isinstance(ask.value, list):
            return UNKNOWABLE
        parts = [text_of(one).strip() for one in ask.value if not blank(one)]
        return UNKNOWABLE if any(sign in part for part in parts) else put_together([p for p in parts if p], sign)

    def alike(ask: Ask, wanted: Expected, actual: Raw) -> bool:
        if isinstance(wanted, list):
            found = [text_of(one) for one in actual if not blank(one)] if isinstance(actual, list) else None
            return found == wanted or (not wanted and blank(actual))
        return same(wanted, actual) or (isinstance(actual, str) and parts_of(actual, mark(ask.args["value"])) == wanted)

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        sign = mark(ask.args["value"])
        parts = [f"{want.mark.replace(sign, 'x')}{i}{want.variant or ''}" for i in range(2)]
        return ([*parts],) if ask.forwards is list_first else (put_together(parts, sign),)

    return Expectation(expected, alike, sample, gathers=list_first)
