"""Tables: named look-ups for mapping rules, one sub-heading each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from interlock.document.blocks import Text
from interlock.document.columns import rows
from interlock.document.context import Context
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.sections.tabular import not_interpreted
from interlock.document.words import Words
from interlock.model.document import LookUp

_ENDING = ".csv"
_LINK = re.compile(
    r"\]\(\s*(?:<([^<>\n]{1,1000})>|([^()\s]{1,1000}))|`([^`\n]{1,1000})`|(?<![^\s(])([^\s`()\[\]]{1,1000})"
)


def read_tables(context: Context, parts: Iterable[Part]) -> tuple[LookUp, ...]:
    """The look-ups; cells are without their backticks."""
    found: dict[str, LookUp] = {}
    for part in parts:
        for table in part.tables:
            not_interpreted(context, part, table, hint="give it a sub-heading with its name")
        for inner in part.below:
            name = inner.heading.bare().text
            _take_file(context, inner, name, found)
            for table in inner.tables:
                if name.casefold() in found:
                    context.report.add(
                        "repeated-name", table.words, f"two tables are called {shown(name)}", subject=name
                    )
                    continue
                headings = tuple(cell.bare().text for cell in table.heading.cells)
                columns = [str(index) for index in range(len(headings))]
                pairs = tuple(tuple(row[key].bare().text for key in columns) for row in rows(context, table, columns))
                found[name.casefold()] = LookUp(name, headings, pairs, inner.heading.span)
    return tuple(found.values())


def _take_file(context: Context, part: Part, name: str, found: dict[str, LookUp]) -> None:
    """The table of a part that names a CSV file, without its rows: nothing is opened here."""
    named = [file for block in part.blocks if isinstance(block, Text) if (file := _file_of(block.words))]
    if not named:
        return
    place, spare = named[0], (*named[1:], *(table.words for table in part.tables))
    for words in spare[:1]:
        message = f"the table {shown(name)} has its rows at two places, the first in {shown(place.text)}"
        context.report.add("repeated-name", words, message, subject=name, hint="keep one of them")
    if name.casefold() in found:
        context.report.add("repeated-name", place, f"two tables are called {shown(name)}", subject=name)
    elif not spare:
        found[name.casefold()] = LookUp(name, (), (), part.heading.span, unquote(place.text), place.span)


def _file_of(words: Words) -> Words | None:
    """The path of a CSV file in a paragraph: where a link leads, or the path itself."""
    for match in _LINK.finditer(words.text):
        group = next(number for number, text in enumerate(match.groups(), 1) if text is not None)
        if match.group(group).casefold().endswith(_ENDING):
            return words.part(match.start(group), match.end(group))
    return None
