"""When something goes wrong: situations, and what is then done."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.document.context import Context, nearest_shapes, phrase
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.sections.tabular import table_rows
from interlock.document.shapes import shapes
from interlock.document.shapes.shape import first_match
from interlock.document.splitting import parts_not_understood, split
from interlock.document.words import Words
from interlock.model.document import Phrase, Policy, Stated

COLUMNS = {"When": "when", "Then": "then"}


def read_policies(context: Context, parts: Iterable[Part]) -> tuple[Policy, ...]:
    """The rows of the error policy."""
    return tuple(
        Policy(_when(context, row["when"]), _then(context, row["then"]), row.row.words.span)
        for part in parts
        for row in table_rows(context, part, COLUMNS, ["when", "then"])
    )


def _when(context: Context, words: Words) -> Stated[Phrase]:
    if not words or context.too_long(words):
        return Stated(words.text, words.span)
    found = _phrase("situations", words.tidy())
    if found is None:
        _not_understood(context, words, "is no situation that is known", "situations")
    return Stated(words.text, words.span, found)


def _then(context: Context, words: Words) -> Stated[tuple[Phrase, ...]]:
    if not words or context.too_long(words):
        return Stated(words.text, words.span)
    tidy = words.tidy().strip(" .")
    found = split(tidy, lambda part: _phrase("reactions", part))
    if found is None:
        for part in parts_not_understood(tidy, lambda part: _phrase("reactions", part)) or [words]:
            _not_understood(context, part, "is nothing that can be done", "reactions")
        return Stated(words.text, words.span)
    return Stated(words.text, words.span, tuple(found))


def _phrase(kind: str, words: Words) -> Phrase | None:
    found = first_match(shapes()[kind], words.text)
    return phrase(found, words) if found else None


def _not_understood(context: Context, words: Words, what: str, kind: str) -> None:
    hint = nearest_shapes(words.text, [shapes()[kind]], context.vocabulary, most=8)
    context.report.add("policy-not-understood", words, f"{shown(words.text)} {what}", hint=hint)
