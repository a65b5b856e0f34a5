"""A moment becomes the date that the calendar showed then in a time zone."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Want, blank
from interlock.verify.expect._moments import instant
from interlock.verify.fixtures.values import moment


def _expected(ask: Ask) -> Expected:
    if blank(ask.value):
        return ask.value
    found = instant(ask.value, ask.from_field)
    if found is None or not ask.forwards:
        return UNKNOWABLE
    return found.astimezone(ZoneInfo(str(ask.args.get("zone")))).date().isoformat()


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    at = moment(want.n + want.variant * 7)
    if not ask.forwards:
        return (at.date().isoformat(),)
    # Every second moment lies where the zone's date is another one than that of UTC.
    late = at.replace(hour=23, minute=40) if want.n % 2 else at
    return (late.strftime("%Y-%m-%dT%H:%M:%SZ"),)


expectation = Expectation(_expected, sample=_sample)
