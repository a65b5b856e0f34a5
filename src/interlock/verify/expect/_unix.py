"""Moments and Unix times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, decimal_of, same
from interlock.verify.expect._moments import instant
from interlock.verify.fixtures.values import moment

_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


def unix(*, number_first: bool) -> Expectation:
    """What is expected where the rule starts from the number, or from the moment."""

    def unit(ask: Ask) -> timedelta:
        return timedelta(seconds=1) if ask.args["precisely"] == "seconds" else timedelta(milliseconds=1)

    def expected(ask: Ask) -> Expected:
        if blank(ask.value):
            return ask.value
        if ask.forwards is number_first:
            found = decimal_of(ask.value)
            try:
                return UNKNOWABLE if found is None else _BEGIN + unit(ask) * int(found // 1)
            except OverflowError:
                return UNKNOWABLE
        at = instant(ask.value, ask.from_field)
        return UNKNOWABLE if at is None else Decimal((at - _BEGIN) // unit(ask))

    def alike(ask: Ask, wanted: Expected, actual: Raw) -> bool:
        if not isinstance(wanted, datetime) or blank(actual):
            return same(wanted, actual)
        shown = instant(actual, ask.to_field)
        return shown is not None and (shown - _BEGIN) // unit(ask) == (wanted - _BEGIN) // unit(ask)

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        at = moment(want.n + want.variant * 7)
        if ask.forwards is number_first:
            return ((at - _BEGIN) // unit(ask),)
        return (at.strftime("%Y-%m-%dT%H:%M:%SZ"),)

    return Expectation(expected, alike, sample)
