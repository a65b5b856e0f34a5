"""The language of rule cells: parameters, shapes, and what was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache

from cucumber_expressions.expression import CucumberExpression
from cucumber_expressions.parameter_type import ParameterType
from cucumber_expressions.parameter_type_registry import ParameterTypeRegistry

from interlock.catalogue import Catalogue, discover, has_all, in_lower_case, literals
from interlock.mapping.measures import UNITS
from interlock.mapping.rule import Rule, RuleUse, Written

# A cell longer than this is no rule; a look-up that long belongs in a table.
_LONGEST = 4000
_LONGEST_COMPARED = 120
_VALUE = r"`[^`]*`|-?[\w.]+"
_PAIR = rf"(?:{_VALUE})\s*=\s*(?:{_VALUE})"
_ONE_PAIR = re.compile(rf"({_VALUE})\s*=\s*({_VALUE})")
_QUOTED = re.compile(r"(`[^`]*`)")
_SPACES = re.compile(r"\s+")
_PARAMETER = re.compile(r"\{(\w+)\}")
_NAME = r"`[^`]+`"
_UNIT = "|".join(sorted(UNITS, key=lambda name: (-len(name), name)))
# Words of another rule: signs that look like its end may stand in backticks.
_WORDS = r"(?:[^`]|`[^`]*`)+"


@cache
def rules() -> Catalogue[Rule]:
    """The catalogue of mapping rules, by the names of their files."""
    return discover("interlock.mapping.rules", "RULE", Rule)


@lru_cache(maxsize=4096)  # most cells of a document say what others say, and each is asked about several times
def parse_rule(text: str) -> RuleUse | None:
    """The rule that the words of a cell mean, or None where no shape understands them; an empty cell means equal."""
    words = _tidy(text)
    if len(words) > _LONGEST:
        return None
    lower = in_lower_case(words)
    for name, names, shape in _shapes():
        if not has_all(lower, literals(shape)):
            continue
        expression = _expression(shape)
        for tried in dict.fromkeys((words, words[:1].lower() + words[1:])):
            found = expression.match(tried)
            if found is not None:
                return RuleUse(name, dict(zip(names, (part.value for part in found), strict=True)), text)
    return None


@lru_cache(maxsize=1024)  # comparing with every shape takes its time, and one slip often stands in many rows
def nearest_rules(text: str) -> tuple[str, ...]:
    """Up to three shapes that are close to the words, closest first, as they would be written (`at least NUMBER`)."""
    words = _outline(_tidy(text)[:_LONGEST_COMPARED])
    tokens = set(words.split())
    scored = []
    for shape in _written_shapes():
        outline = _outline(shape)
        shared = len(tokens & set(outline.split())) / max(1, min(len(tokens), len(set(outline.split()))))
        alike = difflib.SequenceMatcher(None, words, outline, autojunk=False).ratio()
        scored.append((0.6 * alike + 0.4 * shared, shape))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    # By experience: below 0.35 the words have nothing in common but letters.
    return tuple(shape for score, shape in scored[:3] if score >= 0.35)


def _tidy(text: str) -> str:
    parts = _QUOTED.split(text.strip())
    words = "".join(part if i % 2 else _SPACES.sub(" ", part) for i, part in enumerate(parts))
    return words.removesuffix(".")


def _outline(text: str) -> str:
    return re.sub(r"`[^`]*`|\b[A-Z]{2,}\b", "X", text).casefold()


def _unquoted(text: str) -> str:
    return text[1:-1] if text.startswith("`") and text.endswith("`") and len(text) > 1 else text


def _written(text: str) -> Written:
    return Written(_unquoted(text), text.startswith("`"))


def _pairs(text: str) -> tuple[tuple[Written, Written], ...]:
    return tuple((_written(left), _written(right)) for left, right in _ONE_PAIR.findall(text))


_PARAMETERS: tuple[tuple[str, str, Callable[[str], object]], ...] = (
    # Each part begins where the one before it must have ended, so that matching takes linear time.
    ("field", _NAME, _unquoted),
    ("left", _NAME, _unquoted),
    ("right", _NAME, _unquoted),
    ("part", _NAME, _unquoted),
    ("key", _NAME, _unquoted),
    ("factor", _NAME, _unquoted),
    ("format", _NAME, _unquoted),
    ("day", _NAME, _unquoted),
    ("there", _NAME, _unquoted),
    ("back", _NAME, _unquoted),
    ("value", _VALUE, _written),
    ("yes", _VALUE, _written),
    ("no", _VALUE, _written),
    ("is", _VALUE, _written),
    ("instead", _VALUE, _written),
    ("unit", _UNIT, str),
    ("measure", _UNIT, str),
    ("currency", r"[A-Z]{3}", str),
    ("first", f"{_WORDS}?", str),
    ("rule", _WORDS, str),
    ("pairs", rf"{_PAIR}(?:\s*[,;]\s*{_PAIR})*", _pairs),
    ("record", r"[^`\s][^`]{0,80}", str),
    ("table", r"`[^`]+`|[^`\s][^`]{0,80}", _unquoted),
    ("zone", r"[A-Za-z][A-Za-z0-9_+/-]{1,60}", str),
    ("region", r"[A-Z]{2}", str),
    ("number", r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?", Decimal),
    ("places", r"[0-9]{1,2}", int),
    ("count", r"[0-9]{1,4}", int),
    ("rounding", r"half up|half even|half down|up|down", str),
    ("precision", r"second|millisecond|minute", str),
    ("begins", r"start of the day|noon", str),
    ("coding", r"ISO code|code", str),
    ("precisely", r"seconds|milliseconds", str),
)


@cache
def _shapes() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """The name of each rule with the names of the parameters and the words of each of its shapes.

    Those that hold the words of other rules come first, or an ending such as `, then trim` would be taken for a part of
    a name.
    """
    found = [
        (name, tuple(_PARAMETER.findall(shape)), shape) for name, rule in rules().items.items() for shape in rule.shapes
    ]
    return tuple(sorted(found, key=_rank))


def _rank(shape: tuple[str, tuple[str, ...], str]) -> int:
    names = shape[1]
    return 0 if "part" in names else 1 if "rule" in names and "first" not in names else 2 if "first" in names else 3


@cache
def _expression(shape: str) -> CucumberExpression:
    return CucumberExpression(shape, _registry())


@cache
def _registry() -> ParameterTypeRegistry:
    registry = ParameterTypeRegistry()
    for name, pattern, made in _PARAMETERS:
        registry.define_parameter_type(
            ParameterType(
                name=name,
                regexp=pattern,
                type=object,
                transformer=made,
                use_for_snippets=False,
                prefer_for_regexp_match=False,
            )
        )
    return registry


@cache
def _written_shapes() -> tuple[str, ...]:
    """The first shape of every rule as a person would write it."""
    shown = {
        **{name: f"`{name.upper()}`" for name in ("field", "left", "right", "part", "key", "factor", "format", "day")},
        **{name: f"`{name.upper()}`" for name in ("value", "yes", "no", "is", "instead")},
        "there": "`EXPRESSION`",
        "back": "`EXPRESSION`",
        "pairs": "`A` = `B`, `C` = `D`",
    }
    return tuple(
        re.sub(
            r"\([^)]*\)",
            "",
            _PARAMETER.sub(lambda found: shown.get(found[1], found[1].upper()), shape.replace("(s)", "s")),
        )
        for rule in rules()
        for shape in rule.shapes[:1]
        if shape
    )
