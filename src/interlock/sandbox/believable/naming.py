"""What a field's name says about its values."""

from __future__ import annotations

import re

from interlock.model.path import Path

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name in any spelling: `netWeightGrams`, `net_weight_grams`, `net-weight-grams`."""
    return tuple(word.casefold() for word in _WORD.findall(text))


def words_of_path(path: Path) -> tuple[str, ...]:
    """The words of the last part of a path."""
    return words_of(path.parts[-1].removesuffix("[]"))


def singular(word: str) -> str:
    """The word for one of them, as far as a rule of thumb goes."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def resource_named(words: tuple[str, ...], resources: tuple[str, ...]) -> str | None:
    """The resource that a field such as `author_id` or `taxOfficeId` speaks of, or None."""
    if len(words) < 2 or words[-1] not in {"id", "uuid", "key", "ref"}:
        return None
    wanted = tuple(singular(word) for word in words[:-1])
    for resource in resources:
        if tuple(singular(word) for word in words_of(resource)) == wanted:
            return resource
    return None
