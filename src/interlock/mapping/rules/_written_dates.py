"""Codecs of dates and moments: as ISO 8601 writes them, and as a pattern does."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import Codec, itself
from interlock.mapping.rules._patterns import Pattern
from interlock.mapping.values import as_moment, as_text
from interlock.model.value import Canonical


def iso_days(pattern: Pattern) -> Codec:
    """Dates in ISO 8601 that the pattern can write, too."""

    def read(value: Canonical) -> Canonical:
        text = str(as_text(value)).strip()
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise Misfit("is not a date") from error
        if pattern.kept(datetime.combine(day, time())).date() != day:
            raise Misfit(f"cannot be written as `{pattern.words}`")
        return day

    return Codec(read, itself)


def pattern_days(pattern: Pattern) -> Codec:
    """Dates as the pattern writes them."""

    def read(value: Canonical) -> Canonical:
        text = str(as_text(value)).strip()
        return pattern.read(text).date() if text else None

    def write(value: Canonical) -> Canonical:
        return pattern.write(datetime.combine(value, time())) if isinstance(value, date) else value

    return Codec(read, write)


def iso_moments(pattern: Pattern, zone: tzinfo, own: tzinfo) -> Codec:
    """Moments in ISO 8601, of which only what the pattern can write counts; local ones are of their own zone."""

    def read(value: Canonical) -> Canonical:
        moment = as_moment(value, own)
        return _kept(pattern, zone, moment) if isinstance(moment, datetime) else moment

    return Codec(read, itself)


def pattern_moments(pattern: Pattern, zone: tzinfo) -> Codec:
    """Moments as the pattern writes the local time of the zone."""

    def read(value: Canonical) -> Canonical:
        text = str(as_text(value)).strip()
        if not text:
            return None
        try:
            return _kept(pattern, zone, pattern.read(text).replace(tzinfo=zone).astimezone(UTC))
        except OverflowError as error:
            raise Misfit("is beyond the calendar") from error

    def write(value: Canonical) -> Canonical:
        return pattern.write(value.astimezone(zone).replace(tzinfo=None)) if isinstance(value, datetime) else value

    return Codec(read, write)


def _kept(pattern: Pattern, zone: tzinfo, moment: datetime) -> datetime:
    try:
        local = moment.astimezone(zone)
        kept = pattern.kept(local.replace(tzinfo=None, fold=0))
        if kept.date() != local.date():
            raise Misfit(f"cannot be written as `{pattern.words}`")
        return kept.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError as error:
        raise Misfit("is beyond the calendar") from error
