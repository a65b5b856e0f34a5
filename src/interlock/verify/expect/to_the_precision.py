"""A moment, and no finer."""

from __future__ import annotations

from datetime import UTC, datetime

from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._moments import instant
from interlock.verify.fixtures.values import moment


def _cut(ask: Ask, found: datetime) -> datetime:
    finest = ask.args["precision"]
    kept = found.replace(microsecond=found.microsecond - found.microsecond % 1000 if finest == "millisecond" else 0)
    return kept.replace(second=0) if finest == "minute" else kept


def _expected(ask: Ask) -> Expected:
    if blank(ask.value):
        return ask.value
    found = instant(ask.value, ask.from_field)
    return UNKNOWABLE if found is None else _cut(ask, found.astimezone(UTC))


def _same(ask: Ask, wanted: Expected, actual: Raw) -> bool:
    if not isinstance(wanted, datetime) or blank(actual):
        return same(wanted, actual)
    shown = instant(actual, ask.to_field)
    return shown is not None and wanted == (_cut(ask, shown.astimezone(UTC)) if ask.two_way else shown)


def _sample(_ask: Ask, want: Want) -> tuple[JSON, ...] | None:
    return (moment(want.n + want.variant * 7).strftime("%Y-%m-%dT%H:%M:%SZ"),)


expectation = Expectation(_expected, _same, _sample)
