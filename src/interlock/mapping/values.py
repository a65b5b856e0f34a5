"""Plain values: JSON with exact numbers, and how rules read texts, numbers, truths and moments out of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import Written
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON, Canonical

# Deeper values exist only to do harm, and the ledger could not keep them.
_DEEPEST = 64
# Long enough for every number that a system can send as one.
_NUMBER = re.compile(r"[+-]?[0-9]{1,400}(?:\.[0-9]{1,400})?")
# So many signs hold no more than the 15 digits that every double keeps.
_SURE = 15
_LONGEST_MOMENT = 40
_DATE_LENGTH = 10
_TWO = tuple(f"{number:02}" for number in range(60))


def plain(value: JSON, depth: int = 0) -> Canonical:
    """The value with numbers as decimals, lists as tuples.

    Raises:
        Misfit: it is nested too deep.
    """
    kind = type(value)
    if value is None or kind is str or kind is bool:
        return value  # type: ignore[return-value]  # narrowed by the line above
    if kind is int:
        return Decimal(value)  # type: ignore[arg-type]
    if kind is float:
        return Decimal(repr(value)) if not value.is_integer() else Decimal(int(value))  # type: ignore[arg-type, union-attr]
    if depth > _DEEPEST:
        raise Misfit("is nested too deep")
    if isinstance(value, dict):
        return {key: plain(part, depth + 1) for key, part in value.items()}
    if isinstance(value, list):
        return tuple(plain(part, depth + 1) for part in value)
    raise Misfit("is not a value that JSON has")


def spelled(value: Canonical) -> str:
    """The text of a scalar as a document would write it: `true`, `null`, `12.5`, a date.

    Raises:
        Misfit: it is not a scalar.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    raise Misfit("is not a single value")


def key_text(value: Canonical) -> str:
    """The text by which a scalar is looked up: as `spelled`, but `2.50` and `2.5` are one number.

    Raises:
        Misfit: it is not a scalar.
    """
    if isinstance(value, Decimal):
        text = number_text(value)
        return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
    return spelled(value)


def as_text(value: Canonical) -> Canonical:
    """The text of a scalar; numbers and truths are spelled out."""
    if type(value) is Decimal:
        return number_text(value)
    return value if isinstance(value, str) else spelled(value)


def as_shown_text(value: Canonical) -> Canonical:
    """The same of a field that a description calls text; a list or an object that it shows all the same stays one."""
    return value if isinstance(value, str | tuple | Mapping) else spelled(value)


def as_number(value: Canonical) -> Canonical:
    """The decimal that a number or a text writes; empty text is nothing.

    Raises:
        Misfit: it is not a number.
    """
    if type(value) is Decimal:
        return value
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return None
        if _NUMBER.fullmatch(text):
            return Decimal(text)
    raise Misfit("is not a number")


def as_truth(value: Canonical) -> Canonical:
    """True or false, also from `true`, `false`, 1 and 0; empty text is nothing.

    Raises:
        Misfit: it is neither.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal) and value in {Decimal(0), Decimal(1)}:
        return value == 1
    if isinstance(value, str):
        if not value.strip():
            return None
        found = {"true": True, "false": False, "1": True, "0": False}.get(value.strip().lower())
        if found is not None:
            return found
    raise Misfit("is neither true nor false")


def as_moment(value: Canonical, zone: tzinfo = UTC) -> Canonical:
    """The instant in UTC that a text or a Unix time writes; a local time is taken in `zone`; empty text is nothing.

    Raises:
        Misfit: it is not a date with a time.
    """
    try:
        if isinstance(value, str):
            text = value.strip()
            if _DATE_LENGTH < len(text) <= _LONGEST_MOMENT:
                found = datetime.fromisoformat(text)
                there = found.tzinfo
                return found if there is UTC else (found if there else found.replace(tzinfo=zone)).astimezone(UTC)
            if not text:
                return None
        if isinstance(value, Decimal):
            return datetime.fromtimestamp(float(value), UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise Misfit("is not a date with a time")


def number_text(value: Decimal) -> str:
    """The decimal written out, without an exponent."""
    return format(value, "f")


def moment_text(value: datetime) -> str:
    """The instant in UTC with `Z`, to the second, the millisecond or the microsecond as it needs."""
    here = value if value.tzinfo is UTC else value.astimezone(UTC)
    # What `isoformat` gives, in a third of its time.
    day = f"{here.year:04}-{_TWO[here.month]}-{_TWO[here.day]}"
    time = f"{_TWO[here.hour]}:{_TWO[here.minute]}:{_TWO[here.second]}"
    micro = here.microsecond
    if not micro:
        return f"{day}T{time}Z"
    return f"{day}T{time}.{micro:06}Z" if micro % 1000 else f"{day}T{time}.{micro // 1000:03}Z"


def zone_of(field: FieldProfile | None) -> tzinfo:
    """The zone of local times in a field; UTC where its description names none."""
    if field is not None and field.zone:
        try:
            return zone_named(field.zone)
        except Problem:
            return UTC
    return UTC


def zone_named(name: str) -> ZoneInfo:
    """The time zone of that name.

    Raises:
        Problem: there is none.
    """
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise Problem(f"`{name}` is not a time zone", hint="write it like `Europe/Berlin` or `UTC`") from error


def literal(written: Written, field: FieldProfile | None) -> Canonical:
    """The plain value that a document's words mean in a field: by its type, else by how they are written.

    A bare `true`, `null` or number is that; in backticks it is text, unless the field's type says otherwise.
    """
    kind = field.type if field is not None else FieldType.ANY
    text = written.text
    if text == "null" and not written.quoted:
        return None
    if kind is FieldType.STRING:
        return text
    bare = not written.quoted and kind not in {FieldType.BOOLEAN, FieldType.INTEGER, FieldType.NUMBER}
    if text in {"true", "false"} and (kind is FieldType.BOOLEAN or bare):
        return text == "true"
    if (kind in {FieldType.INTEGER, FieldType.NUMBER} or bare) and _NUMBER.fullmatch(text):
        return Decimal(text)
    return text


def unplain(value: Canonical) -> JSON:
    """The JSON of a plain value, however deep.

    Raises:
        Misfit: a number is too long to be sent as one.
    """
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Decimal | int):
        return json_number(Decimal(value))
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [unplain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: unplain(part) for key, part in value.items()}
    return None


def json_number(value: Decimal) -> int | float:
    """The number as JSON readers take it exactly.

    Raises:
        Misfit: it has more digits than such a number keeps.
    """
    text = str(value)
    if len(text) <= _SURE and text[-1] <= "9" and "E" not in text:  # the last tells what is not a number
        near = float(text)
        return int(near) if near.is_integer() else near
    if value.is_finite():
        if value == value.to_integral_value():
            if abs(value) < 2**63:
                return int(value)
        else:
            near = float(value)
            if Decimal(repr(near)) == value:
                return near
    raise Misfit("has more digits than a number of JSON keeps")
