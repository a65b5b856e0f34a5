"""Terms: words of the customer for some items of a record, such as `closed deal` = Deal where `stage` is `won`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interlock.document.blocks import Items, Table
from interlock.document.cells import condition
from interlock.document.columns import keys, rows
from interlock.document.context import Context
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.words import Words
from interlock.model.document import Term

COLUMNS = {"Term": "name", "Meaning": "meaning", "Means": "meaning"}

_EXPLAINED = re.compile(
    r"(?:\*\*([^*]{1,80})\*\*|`([^`]{1,80})`|([^=`*:]{1,80}?)) ?(?:=|:|means|is) (.+)", re.IGNORECASE
)
_MEANING = re.compile(r"(?:an? )?([^`]{1,80}?) (?:where|whose|with) (.+?)\.?", re.IGNORECASE)


def read_terms(context: Context, parts: Iterable[Part]) -> tuple[Term, ...]:
    """The terms; a record that a term names is looked up in the names that are known so far."""
    found: dict[str, Term] = {}
    for words, name, meaning in (each for part in parts for each in _explained(context, part)):
        term = _term(context, words, name, meaning)
        if term is None:
            continue
        if term.name.casefold() in found:
            context.report.add("repeated-name", name, f"two terms are called {shown(term.name)}", subject=term.name)
        else:
            found[term.name.casefold()] = term
    return tuple(found.values())


def _explained(context: Context, part: Part) -> Iterator[tuple[Words, Words, Words]]:
    """Everything that is said of terms, with the term's name and its meaning."""
    for block in part.blocks:
        if isinstance(block, Table):
            columns = keys(context, block, COLUMNS, ["name", "meaning"])
            for row in rows(context, block, columns):
                yield row.row.words, row["name"].bare().strip("*"), row["meaning"].tidy()
        elif isinstance(block, Items):
            for item in block.items:
                if context.too_long(item):
                    continue
                said = _EXPLAINED.fullmatch(item.text)
                if said is None:
                    _not_understood(context, item)
                    continue
                group = next(index for index in (1, 2, 3) if said.group(index) is not None)
                yield item, item.part(said.start(group), said.end(group)).strip(), item.part(said.start(4))


def _term(context: Context, words: Words, name: Words, meaning: Words) -> Term | None:
    said = _MEANING.fullmatch(meaning.text) if len(meaning.text) < 1_000 else None
    test = condition(context, meaning.part(said.start(2), said.end(2))) if said else None
    if said is None or test is None or not name:
        _not_understood(context, words)
        return None
    record = context.names.record(said.group(1))
    if record is None:
        context.unknown_record(meaning.part(said.start(1), said.end(1)), name.text)
    return Term(name.text, record or said.group(1), test, words.span)


def _not_understood(context: Context, words: Words) -> None:
    context.report.add(
        "term-not-understood",
        words,
        f"{shown(words.text)} does not explain a term",
        hint="write it like: `big invoice` = Invoice where `amount_cents` is more than 100000",
    )
