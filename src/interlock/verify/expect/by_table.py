"""Each value becomes the one beside it in a table of the document."""

from __future__ import annotations

from interlock.mapping import Written
from interlock.verify.expect._base import Ask, Expectation
from interlock.verify.expect._pairs import Pairs, alike, paired, sampled


def _pairs(ask: Ask) -> Pairs:
    name = str(ask.args.get("table", "")).casefold()
    rows = next((table.rows for table in ask.tables if table.name.casefold() == name), ())
    return [(_cell(row[0]), _cell(row[1])) for row in rows if len(row) > 1]


def _cell(text: str) -> Written:
    words = text.strip()
    quoted = len(words) > 1 and words[0] == words[-1] == "`"
    return Written(words.strip("`") if quoted else words, quoted)


expectation = Expectation(
    lambda ask: paired(_pairs(ask), ask),
    lambda ask, expected, actual: alike(_pairs(ask), ask, expected, actual),
    lambda ask, want: sampled(_pairs(ask), ask, want),
)
