"""How names are compared and shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from interlock.model.document import Document, Resource

_WORD = re.compile(r"[\w-]+")
_LONGEST_NAME = 4


def same_words(one: str, other: str) -> bool:
    """Whether two names are the same but for case, spaces around, and the point at the end, as of `Ltd.`."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return name.strip().casefold().removesuffix(".")


OPEN = frozenset({"", "?", "-", "–", "tbd", "tba", "todo", "n/a", "unknown", "later"})
"""What stands in a cell that nobody has filled yet."""
_SEVERAL = re.compile(r"\s(?:and|or|und|et)\s|[&/;+]", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:teams?|departments?|dept|committee|board|group|office|it|engineering|management|everyone|both|we|company)\b",
    re.IGNORECASE,
)


def is_one_person(name: str) -> bool:
    """Whether a name is not that of several people, a team or a company."""
    return not _SEVERAL.search(name) and not _GROUP.search(name)


def mentions(text: str, name: str) -> bool:
    """Whether a text names something as a word of its own, in the singular or with an s; case does not count."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?:'?e?s)?(?!\w)", text, re.IGNORECASE) is not None


def plural(name: str) -> str:
    """The name as it stands after a number; `Company` gives `Companies`."""
    low = name.casefold()
    if low.endswith("y") and low[-2:-1] not in set("aeiou"):
        return f"{name[:-1]}ies"
    return f"{name}es" if low.endswith(("s", "x", "z", "ch", "sh")) else f"{name}s"


def an(name: str) -> str:
    """The name in backticks with the article that it is likely to take."""
    return f"an `{name}`" if name[:1].casefold() in set("aeiou") else f"a `{name}`"


def quoted(words: str) -> str:
    """Words of the document inside a message: in backticks, or in quotation marks where they hold some themselves."""
    text = " ".join(words.split())
    return f"“{text}”" if "`" in text else f"`{text}`"


def resources_of(document: Document, system: str, words: tuple[str, ...]) -> Iterator[Resource]:
    """The resources that name a system and one of the words."""
    for one in document.resources:
        what = one.what.casefold()
        if system.casefold() in what and any(re.search(rf"\b{word}", what) for word in words):
            yield one


def named(text: str, known: Collection[str]) -> set[str]:
    """Those of the known names, in lower case, that a text speaks of, in the singular or with an s.

    Takes time by the length of the text, however many names are known.
    """
    words = _WORD.findall(text.casefold())
    grams = (" ".join(words[i : i + n]) for n in range(1, _LONGEST_NAME + 1) for i in range(len(words) - n + 1))
    return {form for gram in grams for form in (gram, gram.removesuffix("s"), gram.removesuffix("es")) if form in known}
