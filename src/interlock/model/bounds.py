"""What binds a text, a number, or how much a list or an object holds, beside its type."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from interlock.model.formats import fits_pattern, safe_pattern
from interlock.model.value import JSON

_SHAPES = {
    "uri": re.compile(r"[A-Za-z][\w+.-]*:.*", re.DOTALL),
    "date-time": re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "uuid": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    "email": re.compile(r"[^@\s]+@[^@\s]+"),
}
_MOST_ELEMENTS = 1_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """Ends that are both allowed, where `over` and `under` are not; None and empty bind nothing.

    `shortest` and `longest` are of a text in characters, `fewest` and `most` of what a list or an object holds.
    """

    shortest: int = 0
    longest: int | None = None
    pattern: str = ""
    format: str = ""
    least: float | None = None
    greatest: float | None = None
    over: float | None = None
    under: float | None = None
    step: float | None = None
    fewest: int = 0
    most: int | None = None
    different: bool = False

    def hold(self, value: JSON) -> bool:
        """Whether the value keeps them; true of what they do not speak of."""
        if isinstance(value, str):
            return self._hold_text(value)
        if isinstance(value, bool) or value is None:
            return True
        if isinstance(value, int | float):
            return self._hold_number(value)
        if len(value) < self.fewest or (self.most is not None and len(value) > self.most):
            return False
        return not (self.different and isinstance(value, list)) or len(_once(value)) == len(value)

    def bent(self, value: JSON, otherwise: JSON) -> JSON:
        """The value changed as little as makes it keep them, where that is easily done; else the other one."""
        if isinstance(value, str) and self.longest is not None and len(value) > self.longest:
            cut = value[: self.longest]
            return cut if self.hold(cut) else otherwise
        if isinstance(value, int | float) and not isinstance(value, bool):
            for end in (self.least, self.greatest):
                near = int(end) if end is not None and isinstance(value, int) and end == int(end) else end
                if near is not None and (value < near) is (end == self.least) and self._hold_number(near):
                    return near
        if isinstance(value, list):
            kept = _once(value) if self.different else value
            kept = kept[: self.most] if self.most is not None else kept
            return kept if self.hold(kept) else otherwise
        return otherwise

    def _hold_text(self, text: str) -> bool:
        if len(text) < self.shortest or (self.longest is not None and len(text) > self.longest):
            return False
        if not has_shape(text, self.format):
            return False
        pattern = safe_pattern(self.pattern) if self.pattern else None
        return pattern is None or fits_pattern(text, pattern)

    def _hold_number(self, number: float) -> bool:
        if (self.least is not None and number < self.least) or (self.greatest is not None and number > self.greatest):
            return False
        if (self.over is not None and number <= self.over) or (self.under is not None and number >= self.under):
            return False
        if not self.step:
            return True
        try:
            steps = number / self.step
        except (OverflowError, ZeroDivisionError):
            return False
        return math.isfinite(steps) and abs(steps - round(steps)) < 1e-9


def has_shape(value: JSON, name: str) -> bool:
    """Whether a text is written as its format asks; true of other values and formats."""
    shape = _SHAPES.get(name)
    return shape is None or not isinstance(value, str) or shape.fullmatch(value) is not None


def _once(values: list[JSON]) -> list[JSON]:
    """Each of the values once, by what they hold."""
    kept: list[JSON] = []
    seen: set[str] = set()
    for value in values[:_MOST_ELEMENTS]:
        key = f"{type(value).__name__ if isinstance(value, bool) else ''}{value!r}"
        if key not in seen:
            seen.add(key)
            kept.append(value)
    return kept
