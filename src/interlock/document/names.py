"""The names that a document gives: systems, records and terms, found in any case and number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from interlock.model.document import Term
from interlock.model.value import Side


@dataclass(frozen=True)
class Names:
    """What the sentences of one document may name; `systems` has the left one first."""

    systems: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    terms: Mapping[str, Term] = field(default_factory=dict)
    seen: dict[tuple[str, str], object] = field(default_factory=dict, compare=False, repr=False)
    """What cells were found to say with these names, by kind and words: most say what others say."""

    @cached_property
    def sides(self) -> dict[str, Side]:
        """The sides by the names of the systems."""
        return dict(zip(self.systems, (Side.LEFT, Side.RIGHT), strict=False))

    @cached_property
    def _systems(self) -> dict[str, str]:
        return {_folded(name).removeprefix("the "): name for name in reversed(self.systems)}

    @cached_property
    def _records(self) -> Gathered:
        return Gathered(self.records)

    @cached_property
    def _terms(self) -> Gathered:
        return Gathered(self.terms)

    def system(self, words: str) -> str | None:
        """The system's name as the table of systems writes it, or None."""
        return self._systems.get(_folded(words).removeprefix("the "))

    def side(self, words: str) -> Side | None:
        """The side of the system that is named, or None."""
        name = self.system(words)
        return None if name is None else self.sides.get(name)

    def term(self, words: str) -> Term | None:
        """The term that is named, or None."""
        name = self._terms.find(words)
        return None if name is None else self.terms[name]

    def record(self, words: str) -> str | None:
        """The record's name as the data map writes it, also where a term for some of its items is named; or None."""
        name = self._records.find(words)
        if name is not None:
            return name
        term = self.term(words)
        return None if term is None else self._records.find(term.record)


class Gathered:
    """Names as they are gathered, row by row; each may be found from then on, in any case and number."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._as_written: dict[str, str] = {}
        self._by_variant: dict[str, str] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Take up a name; of two that could be meant, the first one is."""
        self._as_written.setdefault(_folded(name), name)
        for variant in _variants(_folded(name)):
            self._by_variant.setdefault(variant, name)

    def find(self, words: str) -> str | None:
        """The name that the words stand for, or None."""
        folded = _folded(words)
        # A name as written beats a plural of another one.
        return self._as_written.get(folded) or self._by_variant.get(folded)


def _variants(name: str) -> tuple[str, ...]:
    """The name with its singular and plural, in lower case."""
    made = [name, f"{name}s"]
    if name.endswith(("s", "x", "z", "ch", "sh")):
        made.append(f"{name}es")
    if name.endswith("y") and name[-2:-1] not in set("aeiou"):
        made.append(f"{name[:-1]}ies")
    if name.endswith("ies"):
        made.append(f"{name[:-3]}y")
    if name.endswith("es"):
        made.append(name[:-2])
    if name.endswith("s") and not name.endswith("ss"):
        made.append(name[:-1])
    return tuple(made)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
