"""Moments and Unix times, in whole numbers only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from interlock.mapping.outcome import Misfit
from interlock.mapping.values import as_moment, as_number
from interlock.model.value import Canonical

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


def moment_since(value: Canonical, per_second: int) -> Canonical:
    """The moment so many seconds or milliseconds after 1970.

    Raises:
        Misfit: it is no number, too large, or finer than a microsecond.
    """
    number = None if value is None else as_number(value)
    if not isinstance(number, Decimal):
        return number
    micro = number * (1_000_000 // per_second)
    if micro != micro.to_integral_value():
        raise Misfit("is finer than a microsecond")
    try:
        return _FIRST + timedelta(microseconds=int(micro))
    except OverflowError as error:
        raise Misfit("is beyond the calendar") from error


def since_1970(value: Canonical, per_second: int) -> Canonical:
    """How many whole seconds or milliseconds after 1970 the moment is; what is finer is cut off."""
    if not isinstance(value, datetime):
        return value
    micro = (value - _FIRST) // timedelta(microseconds=1)
    return Decimal(micro // (1_000_000 // per_second))


def whole(value: Canonical, per_second: int) -> Canonical:
    """The moment of a text, without what the Unix time cannot hold."""
    return moment_since(since_1970(as_moment(value), per_second), per_second)
