"""The parameters of shapes: what each matches, and the value that it gives.

Every parameter is called as the argument that it gives, so that two systems in one sentence are told apart by name
(`{first}`, `{second}`). No pattern has a group of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Final

from cucumber_expressions.parameter_type import ParameterType
from cucumber_expressions.parameter_type_registry import ParameterTypeRegistry

SYSTEMS: Final = frozenset({"system", "first", "second", "source", "target"})
"""The arguments that name a system."""

RECORDS: Final = frozenset({"record"})
"""The arguments that name a record, in any number and case."""

CONFLICT_WORDS: Final = frozenset({"source of truth", "hold", "report"})
"""What may stand after `else` beside the name of a system."""

_UNITS: Final = {
    "second": timedelta(seconds=1),
    "sec": timedelta(seconds=1),
    "s": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "h": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORD = "|".join(_WORDS)
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|days?|weeks?|s|h)\b"

NAME = r"[^\s`,;:()]+(?: [^\s`,;:()]+){0,3}?"
COUNT = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,12}}|{_NUMBER_WORD}"
DURATION = rf"(?:(?:(?:{COUNT}|an?|half an) )?|\d{{1,6}}){_UNIT}"
FIELD = r"`[^`]+`"
VALUE = r"`[^`]*`|[-+]?\d+(?:[.,]\d+)*"
ZONE = r"[A-Za-z][\w+-]*(?:/[\w+-]+)*"
_AMOUNT = rf"(?:{COUNT}) {NAME}"
_STATUS = r"(?:[1-5]\d\d|[1-5]xx)"
STATUSES = rf"{_STATUS}(?:(?:, | or |, or | and ){_STATUS})*"
CLOCK_TIME = r"(?:[01]?\d|2[0-3]):[0-5]\d"


def count(text: str) -> int:
    """The number that `5,000`, `5000`, `five` or `an` says.

    Raises:
        ValueError: it says none.
    """
    folded = text.strip().casefold()
    if folded in {"a", "an"}:
        return 1
    return _WORDS.index(folded) + 1 if folded in _WORDS else int(folded.replace(",", ""))


def duration(text: str) -> timedelta:
    """The time that `15 minutes`, `a minute`, `half an hour` or `30s` says.

    Raises:
        ValueError: it says none.
        OverflowError: it is longer than can be counted.
    """
    parts = re.fullmatch(r"(.*?)\s*([a-z]+)", text.strip().casefold())
    if parts is None:
        raise ValueError(text)
    amount, unit = parts.groups()
    one = _UNITS[unit] if unit in _UNITS else _UNITS[unit.removesuffix("s")]
    if amount == "half an":
        return one / 2
    return one * count(amount or "a")


def bare(text: str) -> str:
    """The text without the backticks around it."""
    inner = text.strip()
    return inner[1:-1].strip() if len(inner) > 1 and inner[0] == inner[-1] == "`" else inner


def _values(text: str) -> tuple[str, ...]:
    return tuple(bare(part) for part in re.findall(VALUE, text))


def _statuses(text: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in re.findall(_STATUS, text, re.IGNORECASE))


def _clock_time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _said(text: str) -> bool:
    return bool(text.strip())


def _percent(text: str) -> float:
    return float(text.rstrip("% ").replace(",", "."))


def _amounts(text: str) -> tuple[tuple[str, int], ...]:
    parts = re.findall(rf"({COUNT}) ({NAME})(?=, | and |$)", text, re.IGNORECASE)
    return tuple((record, count(amount)) for amount, record in parts)


def _otherwise(text: str) -> str:
    return re.sub(r"^,? else (?:the )?| wins$", "", text, flags=re.IGNORECASE)


_PARAMETERS: Final[tuple[tuple[str, str, Callable[[str], object]], ...]] = (
    *((name, NAME, str.strip) for name in sorted(SYSTEMS | RECORDS)),
    *((name, FIELD, bare) for name in ("field", "array", "by_left", "by_right", "left", "right")),
    *((name, VALUE, bare) for name in ("value", "before", "after")),
    ("values", rf"(?:{VALUE})(?:(?:, | or |, or )(?:{VALUE}))+", _values),
    *((name, COUNT, count) for name in ("count", "of", "more_than")),
    *((name, DURATION, duration) for name in ("duration", "gap")),
    ("amounts", rf"{_AMOUNT}(?:(?:, | and |, and ){_AMOUNT})*", _amounts),
    ("status", r"[1-5]\d\d", int),
    ("statuses", STATUSES, _statuses),
    ("percent", r"\d{1,3}(?:[.,]\d+)? ?%", _percent),
    ("zone", ZONE, str),
    ("what", r"created|changed|deleted", str.lower),
    ("role", r"[^,]{1,200}", str.strip),
    *((name, r".+?", str.strip) for name in ("situation", "outcome")),
    ("why", r".+", str.strip),
    ("day", r"\d{4}-\d\d-\d\d", date.fromisoformat),
    ("at", CLOCK_TIME, _clock_time),
    # These say whether words are there.
    ("reason", r"(?: with a reason)?", _said),
    ("backoff", r"(?: with (?:an? )?(?:exponential |growing |increasing )?back-?off)?", _said),
    ("no_answer", r"(?:or |, or )?(?:no (?:answer|response|reply)|a time-?out)", _said),
    ("otherwise", rf"(?:,? else (?:the )?{NAME})?", _otherwise),
    ("ignoring_case", r"(?:,? ignoring (?:upper and lower )?case|,? case[- ]insensitive(?:ly)?)?", _said),
)


def _registry() -> ParameterTypeRegistry:
    registry = ParameterTypeRegistry()
    for name, pattern, gives in _PARAMETERS:
        registry.define_parameter_type(ParameterType(name, pattern, object, gives, False, False))
    return registry


REGISTRY: Final = _registry()
