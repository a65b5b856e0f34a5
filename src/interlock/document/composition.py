"""Takes the sentence of a criterion apart: trigger, what is special about it, circumstance, outcomes with deadlines.

    When TRIGGER [with ...] [while|before CIRCUMSTANCE], OUTCOME [DEADLINE] {and OUTCOME [DEADLINE]}

Triggers have commas and `and` of their own, so every comma is tried as the end of the trigger, and every phrase must
be understood in whole: what cannot be read in one way is read in another or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TypeAlias

from interlock.document.context import phrase
from interlock.document.names import Names
from interlock.document.shapes import shapes
from interlock.document.shapes.shape import Match, Shape, first_match
from interlock.document.splitting import split
from interlock.document.words import Words
from interlock.model.document import Outcome, Phrase

INTRODUCTION = re.compile(r"(?:When|After|If|Once|Whenever) ", re.IGNORECASE)
# A comma between thousands belongs to the number.
_COMMA = re.compile(r"(?:(?<!\d),|,(?!\d{3}(?!\d))) ?(?:then )?", re.IGNORECASE)
CIRCUMSTANCE = re.compile(r",? (?=while |before )", re.IGNORECASE)
_MODIFIER = re.compile(r" (?=(?:with|without|for|within|over) )", re.IGNORECASE)
_KEYWORD = re.compile(r"(?:with|without|for|within|over)(?= )", re.IGNORECASE)
_NEXT_ITEM = re.compile(r", and |, | and ", re.IGNORECASE)
_DEADLINE = re.compile(r",? (?=within |in |no later |at most |for |by |before |on the same |the same )", re.IGNORECASE)
_SPACE = re.compile(r",? ")
_WORD_END = re.compile(r"(?=[ ,]|$)")
# No phrase that says what is special has more words.
_MOST_WORDS = 10
_MOST_COMMAS = 12
# No trigger has more places at which something else may begin.
_MOST_CUTS = 4
_MOST_ITEMS = 8

_Special: TypeAlias = "tuple[tuple[Understood, ...], int] | None"
"""What is special, with how many characters say it; None where nothing is understood."""


@dataclass(frozen=True, slots=True)
class Understood:
    """Words with the match that gave them their meaning."""

    match: Match
    words: Words

    @property
    def phrase(self) -> Phrase:
        """What travels on."""
        return phrase(self.match, self.words)


@dataclass(frozen=True, slots=True)
class Trigger:
    """The first part of a criterion."""

    trigger: Understood
    withs: tuple[Understood, ...]
    circumstance: Understood | None


@dataclass(frozen=True, slots=True)
class Consequence:
    """One outcome with the deadline that stands beside it, if any."""

    outcome: Understood
    deadline: Understood | None


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole criterion."""

    first: Trigger
    consequences: tuple[Consequence, ...]

    @property
    def parts(self) -> Iterator[Understood]:
        """Everything that was understood."""
        yield self.first.trigger
        yield from self.first.withs
        if self.first.circumstance:
            yield self.first.circumstance
        for consequence in self.consequences:
            yield consequence.outcome
            if consequence.deadline:
                yield consequence.deadline

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes; one without a deadline has the nearest that follows, else the nearest before, that fits it."""
        return tuple(
            Outcome(each.outcome.phrase, _deadline(self.consequences, index))
            for index, each in enumerate(self.consequences)
        )


def _deadline(all_of_them: tuple[Consequence, ...], index: int) -> Phrase | None:
    own = all_of_them[index]
    near = (own, *all_of_them[index + 1 :], *reversed(all_of_them[:index]))
    for each in near:
        if each.deadline is None:
            continue
        # "for 1 hour" said of what must not happen says nothing of what must: that would have to be true at once.
        lasting = each.deadline.match.shape.name == "throughout"
        if each is own or not lasting or own.outcome.match.shape.lasting:
            return each.deadline.phrase
    return None


def compose(words: Words, names: Names) -> Composition | None:
    """The criterion that the words say, or None."""
    body = sentence(words)
    if body is None:
        return None
    for before, after in halves(body):
        first = trigger(before, names)
        if first is None:
            continue
        then = consequences(after, names)
        if then:
            return Composition(first, tuple(then))
    return None


def sentence(words: Words) -> Words | None:
    """The words after When, without the full stop; None when they do not begin with When or After."""
    introduced = INTRODUCTION.match(words.text)
    return words.part(introduced.end()).strip(" .") if introduced else None


def halves(words: Words) -> Iterator[tuple[Words, Words]]:
    """The sentence cut at each of its commas."""
    for comma in islice(words.outside_code(_COMMA), _MOST_COMMAS):
        yield words.part(0, comma.start()).strip(), words.part(comma.end()).strip()


def trigger(words: Words, names: Names) -> Trigger | None:
    """The trigger that all the words say, with what is special about it and its circumstance."""
    bare = _with_modifiers(words, names)
    if bare:
        return Trigger(bare[0], bare[1], None)
    for cut in islice(words.outside_code(CIRCUMSTANCE), _MOST_CUTS):
        last = words.part(cut.end())
        circumstance = _first(shapes()["circumstances"], last, names)
        if circumstance:
            found = _with_modifiers(words.part(0, cut.start()), names)
            if found:
                return Trigger(found[0], found[1], circumstance)
    return None


def _with_modifiers(
    words: Words, names: Names, depth: int = 3, since: int = 0, known: dict[str, _Special] | None = None
) -> tuple[Understood, tuple[Understood, ...]] | None:
    """The trigger that the words say when up to `depth` groups of what is special, from `since` on, are taken out.

    `known` is what was found special before: what is taken out stands further to the left, so that the words from a
    place to their end are the same however much was taken out.
    """
    plain = _first(shapes()["triggers"], words, names)
    if plain:
        return plain, ()
    if depth == 0:
        return None
    known = {} if known is None else known
    for cut in islice(words.outside_code(_MODIFIER, since), _MOST_CUTS):
        key = words.text[cut.end() :]
        if key not in known:
            known[key] = _special(words, cut.end(), names)
        special = known[key]
        if special is not None:
            over = words.without(cut.start(), cut.end() + special[1])
            rest = _with_modifiers(over, names, depth - 1, cut.start(), known)
            if rest:
                return rest[0], (*special[0], *rest[1])
    return None


def _special(words: Words, start: int, names: Names) -> _Special:
    """What is special from `start` on, as much of a list (`with a, b and c`) as is understood; with its length."""
    found: list[Understood] = []
    position, end, keyword = start, start, words.part(start, start)
    while len(found) < _MOST_ITEMS:
        own = _KEYWORD.match(words.text, position)
        keyword = words.part(own.start(), own.end()) if own else keyword
        item = _item(words, position, None if own else keyword, _begun_by(keyword.text), names)
        if item is None:
            break
        found.append(item[0])
        end = item[1]
        separator = _NEXT_ITEM.match(words.text, end)
        if separator is None:
            break
        position = separator.end()
    return (tuple(found), end - start) if found else None


def _item(
    words: Words, start: int, lead: Words | None, listed: Iterable[Shape], names: Names
) -> tuple[Understood, int] | None:
    """The one thing said from `start` on, and its end; `lead` is the keyword that a later item of a list leaves out."""
    ends = (found.start() for found in words.outside_code(_WORD_END, start + 1))
    for end in islice(ends, _MOST_WORDS):
        own = words.part(start, end)
        said = lead.joined(own) if lead else own
        match = first_match(listed, said.text, names)
        if match is not None and not _goes_on(words, end):
            return Understood(match, own if lead else said), end
    return None


def _goes_on(words: Words, end: int) -> bool:
    """Whether a value in backticks, a number, or one after `=` or `is` follows, which belongs to what was said."""
    return re.match(r" (?:`|= |is `|is \d|-?\d)", words.text[end:]) is not None


@cache
def _begun_by(keyword: str) -> tuple[Shape, ...]:
    """The shapes of what is special that begin with a word."""
    folded = keyword.casefold()
    return tuple(s for s in shapes()["withs"] if any(e.split()[0] == folded for e in s.expressions))


def consequences(words: Words, names: Names) -> list[Consequence] | None:
    """The outcomes that all the words say."""
    return split(words, lambda part: consequence(part, names))


def consequence(words: Words, names: Names) -> Consequence | None:
    """The one outcome that the words say, with its deadline after or before it."""
    outcomes, deadlines = shapes()["outcomes"], shapes()["deadlines"]
    alone = _first(outcomes, words, names)
    if alone:
        return Consequence(alone, None)
    for cut in islice(words.outside_code(_DEADLINE), _MOST_CUTS):
        deadline = _first(deadlines, words.part(cut.end()), names)
        outcome = _first(outcomes, words.part(0, cut.start()), names) if deadline else None
        if outcome:
            return Consequence(outcome, deadline)
    if re.match(r"within |in |no later |at most |for |by |on the same |the same ", words.text, re.IGNORECASE):
        for cut in islice(words.outside_code(_SPACE), _MOST_WORDS):
            deadline = _first(deadlines, words.part(0, cut.start()), names)
            outcome = _first(outcomes, words.part(cut.end()), names) if deadline else None
            if outcome:
                return Consequence(outcome, deadline)
    return None


def without_deadline(words: Words, names: Names) -> Words | None:
    """The words after an outcome that is understood, where they are no deadline that is; else None."""
    for cut in islice(words.outside_code(_SPACE), 40):
        rest = words.part(cut.end())
        said = re.match(r"(?:in|within|by|for|before|until|after|at|no later|on) ", rest.text, re.IGNORECASE)
        if said and _first(shapes()["outcomes"], words.part(0, cut.start()), names):
            return rest
    return None


def _first(catalogue: Iterable[Shape], words: Words, names: Names) -> Understood | None:
    match = first_match(catalogue, words.text, names)
    return Understood(match, words) if match else None
