"""Dates and times as a writing says, by the rules of the C library."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from interlock.model.profile import FieldProfile
from interlock.model.value import JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Raw, Want, blank, same
from interlock.verify.expect._moments import instant
from interlock.verify.fixtures.values import moment

_PARTS = (
    ("YYYY", "%Y"), ("yyyy", "%Y"), ("YY", "%y"), ("yy", "%y"), ("MMMM", "%B"), ("MMM", "%b"), ("MM", "%m"),
    ("M", "%m"), ("DD", "%d"), ("dd", "%d"), ("D", "%d"), ("d", "%d"), ("HH", "%H"), ("H", "%H"), ("hh", "%I"),
    ("h", "%I"), ("mm", "%M"), ("SSS", "%f"), ("ss", "%S"), ("a", "%p"),
)  # fmt: skip


def as_library(words: str) -> str:
    """The writing in the words of the C library."""
    found = ""
    while words:
        part, code = next(((part, code) for part, code in _PARTS if words.startswith(part)), (words[0], words[0]))
        found, words = found + code, words[len(part) :]
    return found


def read(words: str, value: object) -> datetime | None:
    """The local time that a value writes."""
    try:
        return datetime.strptime(str(value).strip(), as_library(words))  # noqa: DTZ007 - it is local
    except ValueError:
        return None


def patterned(*, pattern_first: bool, times: bool) -> Expectation:
    """What is expected where the rule starts from the writing, or from ISO 8601."""

    def zone(ask: Ask) -> tzinfo:
        return ZoneInfo(str(ask.args["zone"])) if times else UTC

    def local(ask: Ask, value: object, *, patterned: bool, field: FieldProfile | None) -> datetime | None:
        if patterned:
            return read(str(ask.args["format"]), value)
        if not times:
            return read("YYYY-MM-DD", value)
        found = instant(value, field) if isinstance(value, str | int | float) else None
        return None if found is None else found.astimezone(zone(ask)).replace(tzinfo=None)

    def written(ask: Ask, found: datetime) -> str:
        return found.strftime(as_library(str(ask.args["format"])))

    def expected(ask: Ask) -> Expected:
        if blank(ask.value):
            return ask.value
        from_pattern = ask.forwards is pattern_first
        found = local(ask, ask.value, patterned=from_pattern, field=ask.from_field)
        if found is None:
            return UNKNOWABLE
        if not from_pattern:
            return written(ask, found)
        return found.replace(tzinfo=zone(ask)).astimezone(UTC) if times else found.date()

    def alike(ask: Ask, wanted: Expected, actual: Raw) -> bool:
        if blank(wanted) or blank(actual):
            return same(wanted, actual)
        to_pattern = ask.forwards is not pattern_first
        mine = local(ask, ask.value, patterned=not to_pattern, field=ask.from_field)
        theirs = local(ask, actual, patterned=to_pattern, field=ask.to_field)
        return mine is not None and theirs is not None and written(ask, mine) == written(ask, theirs)

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        at = moment(want.n + want.variant * 7)
        if ask.forwards is pattern_first:
            return (written(ask, at),)
        return (at.strftime("%Y-%m-%dT%H:%M:%SZ" if times else "%Y-%m-%d"),)

    return Expectation(expected, alike, sample)
