"""JSONata by the engine `jlens`, within limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, TypeAlias

import orjson

from interlock.catalogue.extras import how_to_install
from interlock.expressions.process import ONLY, Ended
from interlock.model.value import ABSENT, JSON, Absent

Reads: TypeAlias = Mapping[str, "Reads"] | None
"""The names that are read of an object, each with what is read below it; None: all of it."""

_LONGEST = 4000
# Steps end what would go on and on at the same place on every machine; time is for what counts none, such as a pattern
# that tries all ways. Real expressions take a thousandth of either. Where these do not hold, those of `worker` do. The
# engine's time is by the clock, which others' work takes too, so it is long: what hangs is ended by processor time.
_LIMITS = {
    "max_steps": 100_000,
    "timeout": 20.0,
    "max_depth": 100,
    "max_string_length": 200_000,
    "max_array_length": 10_000,
    "max_result_size": 1_000_000,
}
# Processor time, which others' work does not take.
_MOST_S = 2.5
# An expression that ends its process so often in a row is not tried again.
_TRIES = 2
_ENDLESS = "D1012"
_REFUSED = {
    "eval": "text that becomes an expression cannot be checked before it runs",
    "millis": "the same item has to give the same value whenever it is read",
    "now": "the same item has to give the same value whenever it is read",
    "random": "the same item has to give the same value whenever it is read",
    "shuffle": "the same item has to give the same value whenever it is read",
}
# By the letters alone, wherever they stand: in a text they would do no harm, but nothing gets past it.
_CALLED = re.compile(rf"\$({'|'.join(_REFUSED)})(?![A-Za-z0-9_])")


class NotAnExpression(Exception):
    """The text is none that may be used; says why, without the text."""


class CannotTell(Exception):
    """An expression has no result for what it was given. `code` is JSONata's own for the reason (`T2001`)."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the expression has no result ({code})")
        self.code = code


@dataclass(frozen=True, slots=True)
class Expression:
    """What works a value out of others. `reads` is what it can see of the object that it is given."""

    text: str
    reads: Reads
    _ended: list[None] = field(default_factory=list, repr=False, compare=False)

    def __call__(self, given: JSON) -> JSON | Absent:
        """The result, ABSENT where the expression gives nothing at all.

        Raises:
            CannotTell: it fails, or does not end within its limits.
        """
        try:
            request = {"text": self.text, "given": orjson.dumps(given).decode()}
            answer = self._answer({**request, "limits": _LIMITS, "most_s": _MOST_S})
            result = answer.get("result")
            if "code" not in answer:
                return ABSENT if result is None else orjson.loads(result)
        except (ValueError, TypeError) as error:  # what no JSON can say: half a surrogate, an endless number
            raise CannotTell(type(error).__name__) from None
        raise CannotTell(str(answer["code"]))

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """What the process answers; where it ended it is asked once more, for others may have ended it."""
        while len(self._ended) < _TRIES:
            try:
                answer = ONLY.ask(request)
            except Ended:
                self._ended.append(None)
            else:
                self._ended.clear()
                return answer
        raise CannotTell(_ENDLESS)


@lru_cache(maxsize=1024)
def expression(text: str) -> Expression:
    """The expression that a text writes.

    Raises:
        NotAnExpression: it cannot be read, uses what is refused, or the engine is not installed.
    """
    if find_spec("jlens") is None:
        raise NotAnExpression(f"expressions need the extra `expressions`: {how_to_install('expressions')}")
    if len(text) > _LONGEST:
        raise NotAnExpression(f"an expression has {len(text):,} characters, and {_LONGEST:,} is the most")
    found = _CALLED.search(text)
    if found is not None:
        raise NotAnExpression(f"an expression may not use `${found[1]}`: {_REFUSED[found[1]]}")
    try:
        answer = ONLY.ask({"text": text, "most_s": _MOST_S})
    except (Ended, TypeError):
        raise NotAnExpression("the expression cannot be read within the limits of one") from None
    if "reads" not in answer:
        where = "" if answer["position"] is None else f" at its character {answer['position']}"
        raise NotAnExpression(f"the expression cannot be read{where} ({answer['code']})")
    reads = answer["reads"]
    return Expression(text, _reads(reads["input"]) if "input" in reads else {})


def _reads(told: Any) -> Reads:
    return None if told is True else {name: _reads(below) for name, below in told.items()}
