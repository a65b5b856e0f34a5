"""Names and values of the document that a sentence writes without backticks, written with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interlock.document.rewriting.vocabulary import Vocabulary

_QUOTED = re.compile(r"(`[^`]*`)")


def ticked(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The sentence with backticks round each word that is exactly a field's name; then round values, too."""
    fields = {name for known in vocabulary.fields if not known.guessed for name in (known.path, known.name)}
    values = {value for known in vocabulary.fields for value in known.values}
    for words in (fields, fields | values):
        said = _with_ticks(text, words)
        if said != text:
            yield said


def _with_ticks(text: str, words: Iterable[str]) -> str:
    known = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
    if not known:
        return text
    name = re.compile(rf"(?<![\w.\[\]-])(?:{known})(?![\w\[\]-]|\.\w)")
    return "".join(
        part if part.startswith("`") else name.sub(lambda found: f"`{found[0]}`", part) for part in _QUOTED.split(text)
    )
