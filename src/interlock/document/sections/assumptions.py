"""Assumptions and considerations: facts that the integration counts on, and what is only believed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interlock.document.blocks import Items, Table
from interlock.document.cells import zones_known
from interlock.document.context import MOST_CHARACTERS, Context, phrase
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.sections.tabular import not_interpreted
from interlock.document.shapes import shapes
from interlock.document.shapes.shape import first_match
from interlock.document.words import Words
from interlock.model.document import Assumption, Phrase

# What is computed with: rates, amounts, times.
_MEASURED = re.compile(r"\d|\b(?:rate limit|time ?zone|UTC|times are|requests?)\b", re.IGNORECASE)


def read_assumptions(context: Context, parts: Iterable[Part]) -> tuple[Assumption, ...]:
    """The items; one that no shape understands is a consideration."""
    found = []
    for part in parts:
        for block in (block for inner in (part, *part.below) for block in inner.blocks):
            if isinstance(block, Table):
                not_interpreted(context, part, block)
            elif isinstance(block, Items):
                found += [Assumption(item.text, _fact(context, item), item.span) for item in block.items]
    return tuple(found)


def _fact(context: Context, item: Words) -> Phrase | None:
    if len(item.text) > MOST_CHARACTERS:
        return None
    words = item.part(0, len(item.text.rstrip(" .")))
    found = first_match(shapes()["facts"], words.text, context.names)
    if found is not None:
        return phrase(found, words) if zones_known(context, found, words, "") else None
    guessed = first_match(shapes()["facts"], words.text, context.guess)
    if guessed is not None:
        context.unknown_names(guessed, words)
    elif _MEASURED.search(words.text) and _names_one(context, words):
        _note(context, words)
    return None


def _names_one(context: Context, words: Words) -> bool:
    """Whether the words name a system of the document."""
    return any(re.search(rf"\b{re.escape(name)}\b", words.text, re.IGNORECASE) for name in context.names.systems)


def _note(context: Context, words: Words) -> None:
    """Say that a number is believed and not counted with, and how it would be."""
    hint, replacement = context.reworded("facts", words)
    context.report.add(
        "fact-not-understood",
        words,
        f"{shown(words.text)} is believed, but nothing is computed with it",
        hint=hint,
        replacement=replacement,
    )
