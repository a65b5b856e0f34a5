"""A local time becomes a moment."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._moments import instant
from interlock.verify.fixtures.values import moment


def _expected(ask: Ask) -> Expected:
    if blank(ask.value):
        return ask.value
    zone = str(ask.args["zone"])
    found = instant(ask.value, ask.from_field, zone if ask.forwards else "")
    if found is None:
        return UNKNOWABLE
    if ask.forwards:
        return found.astimezone(UTC)
    return found.astimezone(ZoneInfo(zone)).replace(tzinfo=None).isoformat()


def _same(ask: Ask, wanted: Expected, actual: Raw) -> bool:
    if blank(wanted) or blank(actual):
        return same(wanted, actual)
    zone = "" if ask.forwards else str(ask.args["zone"])
    mine = wanted if isinstance(wanted, datetime) else instant(str(wanted), ask.to_field, zone)
    return mine == instant(actual, ask.to_field, zone)


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    at = moment(want.n + want.variant * 7)
    return (at.strftime("%Y-%m-%dT%H:%M:%S" if ask.forwards else "%Y-%m-%dT%H:%M:%SZ"),)


expectation = Expectation(_expected, _same, _sample)
