"""A moment becomes the local date and time in a time zone."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._moments import instant
from interlock.verify.fixtures.values import moment


def _expected(ask: Ask) -> Expected:
    if blank(ask.value):
        return ask.value
    zone = str(ask.args.get("zone"))
    found = instant(ask.value, ask.from_field, "" if ask.forwards else zone)
    if found is None:
        return UNKNOWABLE
    if not ask.forwards:
        return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    local = found.astimezone(ZoneInfo(zone))
    with_offset = ask.to_field is not None and ask.to_field.format == "date-time"
    return (local if with_offset else local.replace(tzinfo=None)).isoformat()


def _same(ask: Ask, expected: Expected, actual: Raw) -> bool:
    if blank(expected) or blank(actual):
        return same(expected, actual)
    zone = str(ask.args.get("zone")) if ask.forwards else ""
    return instant(str(expected), ask.to_field, zone) == instant(actual, ask.to_field, zone)


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    at = moment(want.n + want.variant * 7)
    shown = "%Y-%m-%dT%H:%M:%SZ" if ask.forwards else "%Y-%m-%dT%H:%M:%S"
    return (at.strftime(shown),)


expectation = Expectation(_expected, _same, _sample)
