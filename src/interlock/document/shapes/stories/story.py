"""Who needs what, in which situation, how soon and why."""

import re
from collections.abc import Mapping

from interlock.document.shapes.parameters import DURATION, duration
from interlock.document.shapes.shape import Shape
from interlock.model.value import Side

_WITHIN = re.compile(rf"\b(?:within|in under|in less than) ({DURATION})", re.IGNORECASE)
_TIMING = re.compile(
    rf"{_WITHIN.pattern}|\bat once\b|\bimmediately\b|\bevery (?:{DURATION}|morning|evening|night)"
    r"|\bby (?:the )?end of (?:the |each |every |that |their )?(?:day|week|month|shift|night|quarter)\b"
    r"|\bby (?:noon|midnight)\b"
    r"|\bthe (?:same|next) (?:day|morning|evening|hour)\b|\b(?:by|at) \d{1,2}:\d\d\b|\bdaily\b|\bhourly\b",
    re.IGNORECASE,
)


def _with_timing(args: Mapping[str, object], _sides: Mapping[str, Side]) -> Mapping[str, object]:
    """The arguments, with the words that say how soon (`timing`) and the time they mean (`within`), or None."""
    outcome = str(args["outcome"])
    timing, within = _TIMING.search(outcome), _WITHIN.search(outcome)
    return {
        **args,
        "timing": timing.group() if timing else None,
        "within": duration(within.group(1)) if within else None,
    }


SHAPE = Shape(
    name="story",
    expressions=(
        "As a/an/the {role}, when {situation}, {outcome}, so that {why}",
        "As a/an/the {role}, {outcome}, so that {why}",
        "As a/an/the {role} I want/need {outcome}, so that {why}",
        "As a/an/the {role}, when {situation}, {outcome} so that {why}",
        "As a/an/the {role}, {outcome} so that {why}",
        "When {situation}, {outcome}, so that {why}",
        "When {situation}, {outcome} so that {why}",
    ),
    example=("As a clerk, when an invoice is paid, the books show it within 1 hour, so that nobody is reminded twice"),
    gives={
        "role": "clerk",
        "situation": "an invoice is paid",
        "outcome": "the books show it within 1 hour",
        "why": "nobody is reminded twice",
    },
    defaults={"situation": "", "role": ""},
    make=_with_timing,
)
