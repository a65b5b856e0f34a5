"""A date becomes a moment of that day."""

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
    zone, hour = ZoneInfo(str(ask.args["zone"])), 12 if ask.args["begins"] == "noon" else 0
    if not ask.forwards:
        found = instant(ask.value, ask.from_field, str(ask.args["zone"]))
        return UNKNOWABLE if found is None else found.astimezone(zone).date().isoformat()
    try:
        day = datetime.strptime(str(ask.value).strip(), "%Y-%m-%d")  # noqa: DTZ007 - the zone follows
    except ValueError:
        return UNKNOWABLE
    return day.replace(hour=hour, tzinfo=zone).astimezone(UTC)


def _same(ask: Ask, wanted: Expected, actual: Raw) -> bool:
    if not isinstance(wanted, datetime) or blank(actual):
        return same(wanted, actual)
    # Any time of that day in the zone is that day.
    shown, zone = instant(actual, ask.to_field, str(ask.args["zone"])), ZoneInfo(str(ask.args["zone"]))
    return shown is not None and shown.astimezone(zone).date() == wanted.astimezone(zone).date()


def _sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    at = moment(want.n + want.variant * 7)
    return (at.strftime("%Y-%m-%d" if ask.forwards else "%Y-%m-%dT%H:%M:%SZ"),)


expectation = Expectation(_expected, _same, _sample)
