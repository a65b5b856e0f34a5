"""The examples of shapes in the words of a document: its systems and records in the place of the examples' own."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SYSTEMS = ("Desk", "Books")
_RECORDS = ("Invoice", "Account", "Client", "Entry")
"""What the examples of the catalogues speak of."""
_ARTICLE = re.compile(r"\b([Aa])n? (?=([A-Za-z]))")


def in_words_of(example: str, systems: Sequence[str], records: Sequence[str]) -> str:
    """The example about these systems, left one first, and these records; a name that is missing stays."""
    said = example
    for sample, name in zip(_SYSTEMS, systems, strict=False):
        said = re.sub(rf"\b{sample}\b", lambda _found, name=name: name, said)  # type: ignore[misc]
    for index, sample in enumerate(_RECORDS):
        if records:
            name = records[min(index, len(records) - 1)]
            said = re.sub(rf"\b{sample}(s?)\b", lambda found, name=name: name + found[1], said)  # type: ignore[misc]
    return _ARTICLE.sub(lambda found: f"{found[1]}{'n' if found[2].casefold() in 'aeiou' else ''} ", said)
