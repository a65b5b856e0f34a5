"""When something goes wrong: situations, and what is then done."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.document import rewriting
from interlock.document.context import Context, phrase
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.sections.tabular import table_rows
from interlock.document.shapes import shapes
from interlock.document.shapes.shape import first_match
from interlock.document.splitting import parts, parts_not_understood, split
from interlock.document.words import Words
from interlock.model.document import Phrase, Policy, Stated
from interlock.model.finding import Replacement

COLUMNS = {"When": "when", "Then": "then"}


def read_policies(context: Context, sections: Iterable[Part]) -> tuple[Policy, ...]:
    """The rows of the error policy."""
    return tuple(
        Policy(_when(context, row["when"]), _then(context, row["then"]), row.row.words.span)
        for part in sections
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
        _report_reactions(context, words, tidy)
        return Stated(words.text, words.span)
    return Stated(words.text, words.span, tuple(found))


def _report_reactions(context: Context, words: Words, tidy: Words) -> None:
    """Report each part that nothing understands; where all can be said otherwise, offer the cell as a whole."""
    wrong = parts_not_understood(tidy, lambda part: _phrase("reactions", part)) or [words]
    said: list[str] = []
    assumes: dict[str, None] = {}
    known = shapes()["reactions"]
    for part in parts(tidy):
        found = None if _phrase("reactions", part) else rewriting.reword("reactions", part.text, known, context.names)
        said.append(found.text if found else part.text)
        assumes |= dict.fromkeys(found.assumes if found else ())
    whole = ", then ".join(dict.fromkeys(each for each in said if each))
    understood = whole and all(first_match(known, each) for each in said if each)
    for part in wrong:
        if not understood:
            _not_understood(context, part, "is nothing that can be done", "reactions")
            continue
        told = f" (assumed: {'; '.join(assumes)})" if assumes else ""
        context.report.add(
            "policy-not-understood",
            part,
            f"{shown(part.text)} is nothing that can be done in these words",
            hint=f"say the cell as: {whole}{told}",
            replacement=Replacement(words.span, whole, tuple(assumes)),
        )


def _phrase(kind: str, words: Words) -> Phrase | None:
    found = first_match(shapes()[kind], words.text)
    return phrase(found, words) if found else None


def _not_understood(context: Context, words: Words, what: str, kind: str) -> None:
    hint, replacement = context.reworded(kind, words)
    context.report.add(
        "policy-not-understood", words, f"{shown(words.text)} {what}", hint=hint, replacement=replacement
    )
