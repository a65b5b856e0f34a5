"""Whether a text has the format that its field promises."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from interlock.model.profile import FieldProfile

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S*")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# A repeated group that itself repeats can take exponential time on a hostile text.
_NESTED_REPEAT = re.compile(r"[+*}]\)?[^()]*\)[+*{]|\([^()]*\|[^()]*\)[+*{]")
_LONGEST_PATTERN = 300
_LONGEST_MATCHED = 256
# Repeats without an end; each one more can multiply the time by the length of the text.
_ENDLESS = re.compile(r"(?<!\\)[+*]|\{\d*,")
_MOST_ENDLESS = 4
_IN_SLASHES = re.compile(r"/(.*)/([a-z]*)", re.DOTALL)


def format_problem(text: str, field: FieldProfile) -> str | None:
    """What keeps the text from the field's format, or None; a format that is not known is not checked."""
    check = _CHECKS.get(field.format)
    if check is None or check(text, field) or not format_is_meant(field):
        return None
    return f"is not a {field.format}"


def format_is_meant(field: FieldProfile) -> bool:
    """Whether the field's own example, where it has one, has the format that the field promises."""
    check = _CHECKS.get(field.format)
    return check is None or not isinstance(field.example, str) or check(field.example, field)


def pattern_of(field: FieldProfile) -> re.Pattern[str] | None:
    """The field's pattern, or None where there is none or it could take too long."""
    return safe_pattern(field.pattern)


@lru_cache(maxsize=1024)
def safe_pattern(pattern: str) -> re.Pattern[str] | None:
    """The compiled pattern, or None where it is empty, not understood, or could take too long on a hostile text."""
    if not pattern or len(pattern) > _LONGEST_PATTERN or _NESTED_REPEAT.search(pattern):
        return None
    if len(_ENDLESS.findall(pattern)) > _MOST_ENDLESS:
        return None
    text, flags = plain_pattern(pattern)
    try:
        return re.compile(text, flags)
    except (re.error, OverflowError, RecursionError):
        return None


def plain_pattern(pattern: str) -> tuple[str, re.RegexFlag]:
    """The pattern without the slashes that some descriptions write around it (`/^[a-z]+$/i`), and its flags."""
    found = _IN_SLASHES.fullmatch(pattern)
    if found is None:
        return pattern, re.NOFLAG
    return found.group(1), re.IGNORECASE if "i" in found.group(2) else re.NOFLAG


def fits_pattern(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether the pattern is found in the text, as JSON Schema means it; a very long text is let through."""
    return len(text) > _LONGEST_MATCHED or pattern.search(text) is not None


def _is_date_time(text: str, field: FieldProfile) -> bool:
    if len(text) > 64 or len(text) < 16:
        return False
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return False
    return found.tzinfo is not None or bool(field.zone)


def _is_date(text: str, _field: FieldProfile) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_email(text: str, _field: FieldProfile) -> bool:
    return len(text) <= 320 and _EMAIL.fullmatch(text) is not None


def _is_uri(text: str, _field: FieldProfile) -> bool:
    return len(text) <= 4096 and _URI.fullmatch(text) is not None


def _is_uuid(text: str, _field: FieldProfile) -> bool:
    return _UUID.fullmatch(text) is not None


_CHECKS: dict[str, Callable[[str, FieldProfile], bool]] = {
    "date-time": _is_date_time,
    "date": _is_date,
    "email": _is_email,
    "uri": _is_uri,
    "url": _is_uri,
    "uuid": _is_uuid,
}
