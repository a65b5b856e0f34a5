"""Which of the three things that a test needs a sentence leaves open: what happens, what must then be true, by when."""

from __future__ import annotations

import re
from dataclasses import replace

from interlock.document.rewriting.events import Event, event
from interlock.document.rewriting.examples import spoken_of
from interlock.document.rewriting.lexer import Lexed, lex
from interlock.document.rewriting.outcomes import result
from interlock.document.rewriting.patterns import tidy
from interlock.document.rewriting.results import Setting
from interlock.document.rewriting.sense import Sense, a
from interlock.document.rewriting.sentence import MOST_CHARACTERS, MOST_SYMBOLS, halves, prepared
from interlock.document.rewriting.vague import VAGUE
from interlock.document.rewriting.vocabulary import Vocabulary

_HAPPENS = re.compile(
    r"\b(?:CREATE|DELETE|CHANGE|RENAME|MERGE|REJECT|EXPIRE|expires|isdown|timesout)\b|<[GH]\d+>|nochange"
)
_WHEN = re.compile(r"<[DQ]\d+>|\b(?:onlyonce|nottwice|nochange)\b")
_CLAUSES = re.compile(r" (?:, and|, then|,|and then|and|then|but|;|:) ")


def left_open(text: str, vocabulary: Vocabulary) -> str:
    """What the sentence leaves open, in words (`what happens and by when`); empty where nothing can be told."""
    if len(text) > MOST_CHARACTERS or len(vocabulary.names.systems) != 2:
        return ""
    lexed = lex(text, vocabulary)
    symbols, circumstance = prepared(lexed, vocabulary)
    if symbols.count(" ") > MOST_SYMBOLS:
        return ""
    missing = []
    if not circumstance and not _happens(lexed, symbols, vocabulary):
        missing.append("what happens")
    if not _follows(lexed, symbols, vocabulary):
        missing.append("what must then be true")
    if not _WHEN.search(symbols):
        missing.append("by when or how often")
    vague = sorted({found[0].casefold() for found in VAGUE.finditer(text)})
    said = ", ".join(missing[:-1]) + (" and " if missing[1:] else "") + missing[-1] if missing else ""
    if vague:
        said = (f"{said}; " if said else "what is meant: ") + " and ".join(f"“{word}”" for word in vague[:4])
        said += (
            " is measured differently by each reader" if len(vague) == 1 else " are measured differently by each reader"
        )
    return said


def _happens(lexed: Lexed, symbols: str, vocabulary: Vocabulary) -> bool:
    if _HAPPENS.search(symbols) and re.search("<[RFSH]", symbols):
        return True
    return any(
        "<R" in before
        and event(Sense(lexed, vocabulary), tidy(before)) is not None
        and _clause(lexed, after, vocabulary)
        for before, after in halves(symbols)
    )


def _follows(lexed: Lexed, symbols: str, vocabulary: Vocabulary) -> bool:
    """Whether one clause of the sentence, or its end, says what can be looked at."""
    ends = [symbols[found.end() :] for found in re.finditer(" ", symbols)]
    parts = map(tidy, (symbols, *_CLAUSES.split(symbols), *ends))
    return any(_clause(lexed, part, vocabulary) for part in dict.fromkeys(parts))


def _clause(lexed: Lexed, part: str, vocabulary: Vocabulary) -> bool:
    first = next(iter(re.findall(r"<R\d+>", lexed.text)), "")
    records = vocabulary.names.records
    happens = event(Sense(lexed, vocabulary), first) or Event("", records[0] if records else "")
    system = happens.system or vocabulary.names.systems[0]
    for shape in ("created", "deleted", "changed", "changed_in_both", "exists_in_both"):
        about = replace(happens, shape=shape, system=system, specials=[*happens.specials])
        found = result(Setting(about, Sense(lexed, vocabulary)), part)
        if found is not None and found.text:
            return True
    return False


def template(text: str, vocabulary: Vocabulary) -> str:
    """A whole criterion of the document's own records and systems, to be written over."""
    if len(vocabulary.names.systems) != 2 or not vocabulary.names.records:
        return "When TRIGGER, OUTCOME within 15 minutes"
    record = spoken_of(text, vocabulary)
    source = vocabulary.source(record)
    here, there = vocabulary.system(source), vocabulary.system(source.other)
    return f"When {a(record)} is created in {here}, a matching {record} exists in {there} within 15 minutes."
