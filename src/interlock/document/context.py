"""What every reader of a section is handed: the source, the names, and where problems go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from interlock.catalogue import Catalogue, did_you_mean
from interlock.document import rewriting
from interlock.document.names import Names
from interlock.document.report import Report, shown
from interlock.document.shapes import shapes
from interlock.document.shapes.parameters import RECORDS, SYSTEMS
from interlock.document.shapes.shape import Match, Shape
from interlock.document.words import Source, Words
from interlock.model.document import Phrase, RecordRow
from interlock.model.finding import Replacement

MOST_CHARACTERS: Final = 1_000
"""The length up to which a sentence or cell is matched against shapes."""


@dataclass
class Context:
    """One reading; `names` grows as the sections that give names are read."""

    source: Source
    names: Names = field(default_factory=Names)
    report: Report = field(default_factory=Report)
    records: tuple[RecordRow, ...] = ()
    _vocabulary: rewriting.Vocabulary | None = None
    _guess: AnyNames | None = None

    @property
    def vocabulary(self) -> rewriting.Vocabulary:
        """What the words of sentences may mean; made when a sentence is first not understood."""
        known = self._vocabulary
        if known is None or known.names is not self.names or known.rows is not self.records:
            known = self._vocabulary = rewriting.Vocabulary(self.names, self.records)
        return known

    @property
    def guess(self) -> Names:
        """Names that take any words for a name: for finding out which name was misspelt."""
        known = self._guess
        if known is None or known.records is not self.names.records or known.terms is not self.names.terms:
            known = self._guess = AnyNames(self.names.systems, self.names.records, self.names.terms)
        return known

    def unknown_system(self, words: Words, subject: str = "") -> None:
        """Report a name that is not in the table of systems, unless that names none at all."""
        if len(self.names.systems) == 2:
            self.report.add(
                "unknown-system",
                words,
                f"no system is called {shown(words.text)}",
                hint=lambda: did_you_mean(words.text, self.names.systems),
                subject=subject,
            )

    def unknown_record(self, words: Words, subject: str = "") -> None:
        """Report a name that is not in the data map, unless that names none at all."""
        if self.names.records:
            known = (*self.names.records, *self.names.terms)
            self.report.add(
                "unknown-record",
                words,
                f"no record or term is called {shown(words.text)}",
                hint=lambda: did_you_mean(words.text, known),
                subject=subject,
            )

    def unknown_names(self, match: Match, words: Words, subject: str = "") -> bool:
        """Report the arguments of a match that name nothing; whether there are any."""
        unknown = False
        for argument in match.arguments:
            said = words.part(argument.start, argument.end).strip()
            if argument.name in SYSTEMS and self.names.system(said.text) is None:
                self.unknown_system(said, subject)
            elif argument.name in RECORDS and self.names.record(said.text) is None:
                self.unknown_record(said, subject)
            elif argument.name == "amounts" and isinstance(argument.value, tuple):
                for record, _ in argument.value:
                    if self.names.record(str(record)) is None:
                        start = said.text.find(str(record))
                        self.unknown_record(said.part(start, start + len(str(record))), subject)
                        unknown = True
                continue
            elif (
                argument.name == "otherwise" and said and match.args["otherwise"] not in self._otherwise(argument.value)
            ):
                self.unknown_system(
                    said.part(max(0, said.text.casefold().find(str(argument.value).casefold()))), subject
                )
            else:
                continue
            unknown = True
        return unknown

    def reworded(self, kind: str, words: Words) -> tuple[str, Replacement | None]:
        """A hint, and what could stand there instead: in the words of the language, else the nearest examples."""
        catalogue = shapes()[kind]
        found = rewriting.reword(kind, words.text, catalogue, self.names)
        if found is None or not found.text:
            return nearest_shapes(words.text, [catalogue], self.vocabulary, most=8), None
        assumes = f" (assumed: {'; '.join(found.assumes)})" if found.assumes else ""
        return f"say it as: {found.text}{assumes}", Replacement(words.span, found.text, found.assumes)

    def _otherwise(self, value: object) -> tuple[object, ...]:
        folded = str(value).casefold()
        known = {"source of truth", "hold", "report"}
        return (value,) if folded in known or self.names.system(folded) is not None else ()

    def too_long(self, words: Words, subject: str = "") -> bool:
        """Report words that are too long to be matched; whether they are."""
        if len(words.text) <= MOST_CHARACTERS:
            return False
        message = f"{len(words.text):,} characters are too long, expected at most {MOST_CHARACTERS:,}"
        self.report.add("too-long", words, message, hint="say it in several sentences", subject=subject)
        return True


class AnyNames(Names):
    """Takes words for a name when they could be one."""

    def system(self, words: str) -> str | None:
        """The system's name, or the words themselves."""
        return Names.system(self, words) or _name(words)

    def record(self, words: str) -> str | None:
        """The record's name, or the words themselves."""
        return Names.record(self, words) or _name(words)


# With one of these in them, words are more than a name.
_NEVER = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "at",
        "before",
        "both",
        "every",
        "existing",
        "exists",
        "for",
        "from",
        "has",
        "in",
        "is",
        "it",
        "its",
        "matching",
        "no",
        "of",
        "or",
        "same",
        "the",
        "then",
        "there",
        "to",
        "was",
        "were",
        "when",
        "while",
        "with",
        "within",
        "without",
    ]
)


def _name(words: str) -> str | None:
    return None if any(word in _NEVER for word in words.casefold().split()) else words


def phrase(match: Match, words: Words) -> Phrase:
    """What was understood, with the words and their place."""
    args = match.args
    made = match.shape.make(args, {}) if match.shape.make else args
    return Phrase(match.shape.name, made if isinstance(made, dict) else args, words.written, words.span)


# A state that is reached: told by the field that then has the value.
_BECOMES = re.compile(
    r"\b(?:marked|becomes?|became|moves?|moved|set|turns?|goes|is)\b(?: as| to)? `?[a-z_]+`?(?: in\b|$)", re.IGNORECASE
)


def nearest_shapes(
    text: str,
    catalogues: Iterable[Catalogue[Shape]],
    vocabulary: rewriting.Vocabulary | None = None,
    *,
    most: int = 3,
    about: str = "",
) -> str:
    """A hint that shows the examples of the shapes that have most words in common with the text.

    With a vocabulary the examples speak of the document's own records, systems and fields: of the record that the text
    names, else of the one that the whole sentence is `about`.
    """
    given = set(text[:MOST_CHARACTERS].casefold().split())
    becomes = _BECOMES.search(text) is not None
    known = [shape for catalogue in catalogues for shape in catalogue]
    examples = [rewriting.filled(shape, text, vocabulary, about) if vocabulary else shape.example for shape in known]
    ranked = sorted(
        examples,
        key=lambda example: (
            not (becomes and " changes to " in example),
            -_likeness(given, set(example.casefold().split())),
        ),
    )
    return "it can be said like " + ", ".join(f"“{example}”" for example in ranked[:most])


def _likeness(given: set[str], known: set[str]) -> float:
    return len(given & known) / max(1, len(given | known))
