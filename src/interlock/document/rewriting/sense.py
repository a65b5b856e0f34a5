"""What both halves of a sentence share while they are given their meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from interlock.document.rewriting.known import KnownField
from interlock.document.rewriting.lexer import Lexed, Noun
from interlock.document.rewriting.times import Due
from interlock.document.rewriting.vocabulary import Vocabulary
from interlock.model.value import Side


@dataclass
class Sense:
    """One attempt at a meaning; `assumed` is what it had to take for granted.

    A `loose` one reads clauses whatever the order of their words, which is tried where nothing else is understood.
    """

    lexed: Lexed
    vocabulary: Vocabulary
    loose: bool = False
    assumed: dict[str, None] = field(default_factory=dict)

    def assume(self, what: str) -> None:
        """Take something for granted, to be shown."""
        self.assumed[what] = None

    # What symbols stand for

    def noun(self, found: re.Match[str], slot: str = "R") -> Noun | None:
        """The items that a slot speaks of."""
        value = self._of(found, slot)
        return value if isinstance(value, Noun) else None

    def word(self, found: re.Match[str], slot: str) -> str:
        """The system, value, number or status of a slot, as text; empty where it is not filled."""
        value = self._of(found, slot)
        return "" if value is None else str(value)

    def number(self, found: re.Match[str], slot: str = "N") -> int:
        """The number of a slot; one where it is not filled."""
        value = self._of(found, slot)
        return value if isinstance(value, int) else 1

    def known_fields(self, found: re.Match[str], slot: str = "F") -> tuple[KnownField, ...]:
        """The fields that the words of a slot may mean."""
        value = self._of(found, slot)
        return value if isinstance(value, tuple) else ()

    def due(self, symbol: str) -> str:
        """The deadline that a symbol stands for."""
        value = self.lexed.known.get(symbol)
        return value.text if isinstance(value, Due) else ""

    def _of(self, found: re.Match[str], slot: str) -> object:
        number = found.groupdict().get(slot)
        return None if number is None else self.lexed[number]

    # What the document says of them

    def record(self, noun: Noun | None) -> str:
        """The record of the items."""
        if noun is None:
            return ""
        term = self.vocabulary.names.term(noun.term) if noun.term else None
        if term is None:
            return noun.record
        return self.vocabulary.names.record(term.record) or ""

    def side(self, system: str) -> Side | None:
        """The side of a system."""
        return self.vocabulary.names.side(system) if system else None

    def field(self, fields: tuple[KnownField, ...], record: str, system: str) -> KnownField | None:
        """The one of these fields that a record has in a system, else what one of them is mapped to there."""
        side = self.side(system)
        own = [known for known in fields if not record or known.record == record]
        here = [known for known in own if side is None or known.side is side]
        if here:
            return self._said(self._alone(here))
        across = [k for known in own if known.other for k in self.vocabulary.fields
                  if k.record == known.record and k.side is side and k.path == known.other]  # fmt: skip
        return self._said(self._alone(across)) if across else None

    def _said(self, one: KnownField) -> KnownField:
        if one.guessed:
            self.assume(f"the field of {one.record} is called `{one.name}`: no field mapping says so yet")
        return one

    def _alone(self, fields: list[KnownField]) -> KnownField:
        first = fields[0]
        others = sorted({known.record for known in fields} - {first.record})
        if others:
            self.assume(f"`{first.name}` is that of {a(first.record)}, not of {' or '.join(map(a, others))}")
        return first

    def valued(self, value: str, record: str, system: str) -> tuple[KnownField, str] | None:
        """The field of a record in a system that can have this value, and how the value is spelt there.

        Told by terms and by the field mapping; a value of the other side stands for the one beside it.
        """
        side, folded = self.side(system), value.casefold()
        known = [k for k in self.vocabulary.fields if not record or k.record == record]
        told = [(k, v) for k in known for v in k.values if v.casefold() == folded]
        for one, spelt in told:
            if side in {None, one.side}:
                return one, spelt
        for term in self.vocabulary.names.terms.values():
            owner = self.vocabulary.names.record(term.record)
            if (not record or owner == record) and folded in {v.casefold() for v in term.condition.values}:
                found = next((k for k in known if k.record == owner and k.path == str(term.condition.field)), None)
                if found is not None and side in {None, found.side}:
                    return found, value
        for one, spelt in told:
            across = next((k for k in known if k.record == one.record and k.side is side and k.path == one.other), None)
            if across is not None and len(across.values) == len(one.values):
                there = across.values[one.values.index(spelt)]
                self.assume(f"`{spelt}` is `{there}` in {system}")
                return across, there
        return None


def a(name: str) -> str:
    """A name with its article, told by its first letter."""
    return f"an {name}" if name[:1].casefold() in "aeiou" else f"a {name}"


def plural(name: str) -> str:
    """A name in the plural, as the language reads it."""
    if name.endswith("y") and name[-2:-1] not in set("aeiou"):
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "z", "ch", "sh")) else f"{name}s"
