"""The text of functions as it grows, and what its names stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any

from interlock.mapping.agreement import agree
from interlock.mapping.outcome import Misfit, Unfit, Unlinked, Waiting
from interlock.mapping.steps import Keys
from interlock.mapping.values import moment_text, plain
from interlock.model.value import ABSENT


class Slower(Exception):
    """Raised by made functions: something is not as usual, and the definition has to tell what it means."""


_WHOLES = {whole: Decimal(whole) for whole in range(1000)}

_NAMES: dict[str, Any] = {
    "__builtins__": {},
    "ABSENT": ABSENT,
    "AWAY": frozenset({Unfit, Waiting}),
    "Decimal": Decimal,
    "INTS": {number: whole for whole, number in _WHOLES.items()},
    "KeyError": KeyError,
    "Odd": (Misfit, Unlinked, Slower),
    "Slower": Slower,
    "agree": agree,
    "datetime": datetime,
    "dict": dict,
    "moment_text": moment_text,
    "ONE": Decimal(1),
    "repr": repr,
    "float": float,
    "int": int,
    "len": len,
    "list": list,
    "plain": plain,
    "str": str,
    "tuple": tuple,
    "type": type,
    "WHOLES": _WHOLES,
}


class Text:
    """Lines of a module in which nothing comes from a document but constants, written by `literal`.

    Every name is made here, and what is not a text (functions, sides) is bound to one.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.names = dict(_NAMES)
        self._bound: dict[int, str] = {}
        self._depth = 0
        self._count = 0

    def add(self, *lines: str) -> None:
        """Add lines at the present depth."""
        indent = " " * self._depth
        self.lines.extend(indent + line for line in lines)

    def insert(self, at: int, lines: Sequence[str]) -> None:
        """Put lines at the present depth before one that is there."""
        indent = " " * self._depth
        self.lines[at:at] = [indent + line for line in lines]

    @contextmanager
    def under(self, head: str) -> Iterator[None]:
        """What is added within stands below this head (`if ...:`)."""
        self.add(head)
        self._depth += 1
        yield
        self._depth -= 1

    def fresh(self, prefix: str) -> str:
        """A name that stands for nothing yet."""
        self._count += 1
        return f"{prefix}{self._count}"

    def bind(self, value: Any) -> str:
        """The name of a value that is not written out."""
        known = self._bound.get(id(value))
        if known is None:
            known = self._bound[id(value)] = self.fresh("k")
            self.names[known] = value  # kept, so that its identity is not given to another
        return known

    def pick(self, names: Sequence[str], values: str) -> list[str]:
        """Put what a mapping has by each name into a variable, ABSENT where it has none."""
        into = [self.fresh("v") for _ in names]
        each = [f"{one} = {values}.get({literal(name)}, ABSENT)" for one, name in zip(into, names, strict=True)]
        if len(names) < 2:
            self.add(*each)
            return into
        with self.under("try:"):
            self.add(f"{', '.join(into)} = {self.bind(itemgetter(*names))}({values})")
        with self.under("except KeyError:"):
            self.add(*each)
        return into

    def take(
        self, body: str, keys: Keys, into: str, *, absent: bool = True, inner: dict[Keys, str] | None = None
    ) -> None:
        """Put the value at the end of a way into a variable; where there is none ABSENT, or else None.

        `inner` are variables that hold objects on the way, for as long as nothing changes in the body.
        """
        known = {} if inner is None else inner
        here = body
        for end in range(1, len(keys)):
            found = known.get((body, *keys[:end]))
            if found is None:
                found = known[(body, *keys[:end])] = self.fresh("o")
                self.add(f"{found} = {here}.get({literal(keys[end - 1])})")
                self.add(f"if type({found}) is not dict: {found} = {{}}")
            here = found
        self.add(f"{into} = {here}.get({literal(keys[-1])}{', ABSENT' if absent else ''})")

    def made(self, name: str) -> Any:
        """The function of that name that the lines define."""
        code = compile("\n".join([*self.lines, ""]), "<mapping>", "exec", dont_inherit=True)
        exec(code, self.names)  # noqa: S102 - constants by `repr` and names made here, without builtins
        return self.names[name]


def literal(text: str) -> str:
    """A text as Python writes it: whatever is in it, it ends where it should, on one line."""
    return repr(str(text))
