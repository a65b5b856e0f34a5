"""What a shape is: one way to say one thing, and how words are matched against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from cucumber_expressions.expression import CucumberExpression
from cucumber_expressions.expression_parser import CucumberExpressionParser
from cucumber_expressions.parameter_type import ParameterType

from interlock.catalogue import in_lower_case, literals
from interlock.document.names import Names
from interlock.document.shapes.parameters import CONFLICT_WORDS, RECORDS, REGISTRY, SYSTEMS
from interlock.model.value import Side

Make = Callable[[Mapping[str, object], Mapping[str, Side]], object]
"""Makes a cell's meaning from the parameters by name and the sides by the names of the systems."""


_Transform = Callable[[list[str]], object]


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to say one thing; `name` is the name of its file.

    `expressions` are cucumber expressions; a parameter is called as the argument that it gives (`{record}`).
    `example` is words that it matches and `gives` the arguments that these words give. `defaults` are the arguments
    that some of its expressions leave out. `make` turns the arguments into the meaning of a cell, or into more
    arguments for a sentence. `lasting` says of an outcome that it must be true all the time, not only in the end.
    """

    name: str
    expressions: tuple[str, ...]
    example: str
    gives: Mapping[str, object] = field(default_factory=dict)
    defaults: Mapping[str, object] = field(default_factory=dict)
    make: Make | None = None
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument as matched: its value and where its words stand in the matched text."""

    name: str
    value: object
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """Words that a shape understood."""

    shape: Shape
    arguments: tuple[Argument, ...]

    @property
    def args(self) -> dict[str, object]:
        """The arguments by name, with the shape's defaults for those that were left out."""
        return {**self.shape.defaults, **{a.name: a.value for a in self.arguments}}


def always(value: object) -> Make:
    """For a shape that means the same in every document."""
    return lambda _args, _sides: value


def match(shape: Shape, text: str, names: Names | None = None) -> Match | None:
    """What the whole of `text` gives when read as that shape, or None; upper and lower case do not count.

    With `names`, arguments that name a system or a record are given as the document writes them, and words that name
    none do not match. Without, they are given as found.
    """
    return first_match((shape,), text, names)


def first_match(shapes: Iterable[Shape], text: str, names: Names | None = None) -> Match | None:
    """The match of the first shape that understands the whole of `text`, or None."""
    stands_in = in_lower_case(text).__contains__
    for shape in shapes:
        for expression, pieces in _sought(shape.expressions):
            if not all(map(stands_in, pieces)):
                continue
            pattern, types = _compiled(expression)
            found = pattern.fullmatch(text)
            if found is not None:
                arguments = _arguments(found, types, names)
                if arguments is not None:
                    return Match(shape, arguments)
    return None


@cache
def _sought(expressions: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each expression with the pieces of words without which it need not be tried."""
    return tuple((expression, literals(expression)) for expression in expressions)


def _arguments(
    found: re.Match[str], types: tuple[tuple[str, _Transform], ...], names: Names | None
) -> tuple[Argument, ...] | None:
    arguments = []
    for index, (name, transform) in enumerate(types, start=1):
        try:
            value = transform([found.group(index)])
        except (ValueError, OverflowError):
            return None
        if names is not None:
            value = _resolved(name, value, names)
        if value is None:
            return None
        arguments.append(Argument(name, value, found.start(index), found.end(index)))
    return tuple(arguments)


def _resolved(name: str, value: object, names: Names) -> object | None:
    """The argument with systems and records as the document writes them, or None where it names none."""
    if name in SYSTEMS:
        return names.system(str(value))
    if name in RECORDS:
        return names.record(str(value))
    if name == "otherwise" and str(value):
        folded = str(value).casefold()
        return folded if folded in CONFLICT_WORDS else names.system(folded)
    if name == "amounts" and isinstance(value, tuple):
        amounts = tuple((names.record(record), amount) for record, amount in value)
        return None if any(record is None for record, _ in amounts) else amounts
    return value


@cache
def _compiled(expression: str) -> tuple[re.Pattern[str], tuple[tuple[str, _Transform], ...]]:
    parsed = _Expression(expression)
    return re.compile(parsed.pattern, re.IGNORECASE), tuple((p.name, p.transform) for p in parsed.parameter_types)


class _Expression(CucumberExpression):  # type: ignore[misc]  # the library says nothing of its types
    """An expression whose pattern has one group for each parameter.

    The library's own matcher knows no option for case, and making it takes as long as all else: it is left out.
    """

    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.parameter_type_registry = REGISTRY
        self.parameter_types: list[ParameterType] = []
        self.pattern: str = self.rewrite_to_regex(CucumberExpressionParser().parse(expression))
