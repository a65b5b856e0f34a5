"""List items with a name: `**name** (about): sentence`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interlock.document.blocks import Items
from interlock.document.context import Context
from interlock.document.report import shown
from interlock.document.words import Words

_NAMED = re.compile(r"(?:\*\*|__)([^*_][^*]{0,119}?)(?:\*\*|__)\s*(?:\(([^()]{0,400})\))?\s*:?\s*")

WAY_WRITTEN = re.compile(r"(?:\*\*|__)[^*_][^*]{0,119}?(?:\*\*|__)\s*\(([^()]{0,400})\)")
"""An item's name with what stands in brackets after it."""


@dataclass(frozen=True, slots=True)
class Named:
    """One item: its name (empty where it has none), what stands in brackets after it, and the sentence."""

    name: str
    name_words: Words
    about: Words
    sentence: Words
    words: Words


def named_items(context: Context, block: Items, kind: str) -> Iterator[Named]:
    """The items of a list; one without a name is reported and read all the same."""
    for words in block.items:
        found = _NAMED.match(words.text)
        if found is None:
            message = f"the {kind} {shown(words.text, most=50)} has no name"
            context.report.add("unnamed", words, message, hint=f"begin with a name: `**{kind}-name**: ...`")
            nothing = words.part(0, 0)
            yield Named("", nothing, nothing, words, words)
            continue
        name = words.part(found.start(1), found.end(1)).strip()
        about = words.part(found.start(2), found.end(2)) if found.group(2) is not None else words.part(0, 0)
        yield Named(name.text, name, about.strip(), words.part(found.end()), words)


def report_repeated(context: Context, items: list[Named], kind: str) -> None:
    """Report the names that two items have."""
    seen: dict[str, int] = {}
    for item in items:
        folded = item.name.casefold()
        if folded and folded in seen:
            message = f"two {kind} are called {shown(item.name)}; the first is in line {seen[folded]}"
            context.report.add(
                "repeated-name", item.name_words, message, hint="give one another name", subject=item.name
            )
        seen.setdefault(folded, item.words.span.line)
