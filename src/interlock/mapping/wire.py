"""Puts canonical values into the types that a field has on the wire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias

from interlock.mapping.outcome import Misfit
from interlock.mapping.values import as_number, as_truth, json_number, moment_text, spelled, unplain
from interlock.model.accepting import is_bounded, value_problem
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON, Canonical

Encode: TypeAlias = Callable[[Canonical], JSON]
_TOO_SMALL, _TOO_LARGE = Decimal(-(2**63)), Decimal(2**63)
_PLAIN = {FieldType.ANY, FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER, FieldType.BOOLEAN}
_UNIX = {"unix-time", "unixtime", "timestamp", "epoch"}


def is_unix_time(field: FieldProfile | None) -> bool:
    """Whether the field is a number of seconds since 1970."""
    return field is not None and field.type in {FieldType.INTEGER, FieldType.NUMBER} and field.format.lower() in _UNIX


def encoder(field: FieldProfile | None) -> Encode:
    """What puts a plain value into the field's type; None stays null. What it returns raises `Misfit`.

    A value that the field's description does not allow is not sent: the system would refuse it, with less to say.
    """
    made = _of_type(field)
    if field is None or (field.type in _PLAIN and not is_bounded(field)):
        return made
    return Accepted(made, _sure(field), field)


def element_of(field: FieldProfile) -> FieldProfile:
    """What is known of the elements of a list of single values."""
    return FieldProfile(field.path, FieldType.ANY if field.items is None else field.items)


@dataclass(frozen=True, slots=True, eq=False)
class Accepted:
    """Puts a value into a field as `made` does, if its description allows what comes of it; those of `sure` always."""

    made: Encode
    sure: type | None
    field: FieldProfile

    def __call__(self, value: Canonical) -> JSON:
        """The value as JSON. Raises `Misfit`."""
        shown = self.made(value)
        if type(value) is not self.sure and (wrong := value_problem(self.field, shown)) is not None:
            raise Misfit(wrong)
        return shown


def _sure(field: FieldProfile) -> type | None:
    """The kind of values of which the field takes all as they are written: moments or dates, unless more is said."""
    if field.type is not FieldType.STRING or is_bounded(replace(field, format="")):
        return None
    return {"date-time": datetime, "date": date}.get(field.format)


def _of_type(field: FieldProfile | None) -> Encode:
    if is_unix_time(field):
        return _unix
    kind = field.type if field is not None else FieldType.ANY
    if kind is FieldType.STRING:
        day = field is not None and field.format == "date"
        return _day if day else _string
    return {FieldType.INTEGER: _integer, FieldType.NUMBER: _number, FieldType.BOOLEAN: _truth}.get(kind, unplain)


def _string(value: Canonical) -> JSON:
    if type(value) is datetime:
        return moment_text(value)
    return value if value is None or isinstance(value, str) else spelled(value)


def _day(value: Canonical) -> JSON:
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, datetime):
        raise Misfit("has a time of day, and the other field takes a date: the rule `date in ZONE` makes one")
    return _string(value)


def _integer(value: Canonical) -> JSON:
    number = value if type(value) is Decimal else _exactly(value)
    if number is None:
        return None
    if not _TOO_SMALL < number < _TOO_LARGE:
        _check_whole(number)
        raise Misfit("is too large a number")
    whole = int(number)
    if whole != number:
        _check_whole(number)
    return whole


def _check_whole(number: Decimal) -> None:
    if number != number.to_integral_value():
        raise Misfit("is not a whole number, which the other field takes")


def _number(value: Canonical) -> JSON:
    number = value if type(value) is Decimal else _exactly(value)
    return None if number is None else json_number(number)


def _exactly(value: Canonical) -> Decimal | None:
    """The number; a text must be spelled as the number will be read back, or it would never be equal."""
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, date):
        raise Misfit("is a date, and the other field takes a number")
    number = as_number(value)
    if isinstance(number, Decimal) and spelled(number) == value:
        return number
    raise Misfit("does not read back the same as a number, which the other field takes")


def _truth(value: Canonical) -> JSON:
    if value is None or isinstance(value, bool):
        return value
    found = as_truth(value)
    if isinstance(found, bool) and spelled(found) == value:
        return found
    raise Misfit("is neither true nor false, which the other field takes")


def _unix(value: Canonical) -> JSON:
    if isinstance(value, datetime):
        return json_number(Decimal(repr(value.astimezone(UTC).timestamp())))
    return _integer(value)


KEEP_TEXT: frozenset[Encode] = frozenset({_string, _day, unplain})
"""Those that put every text as it is."""
AS_JSON_NUMBER: frozenset[Encode] = frozenset({_number, unplain})
"""Those that put every decimal as `json_number` does."""
AS_INTEGER: frozenset[Encode] = frozenset({_integer})
"""Those that put every decimal that is a whole number, and not too large, as that."""
STRICT: frozenset[Encode] = frozenset({_string, _day, _integer, _number, _truth})
"""Those that raise `Misfit` for whatever is no canonical value."""
