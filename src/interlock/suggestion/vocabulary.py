"""What words mean to each other: `vocabulary.toml`, read once and laid out for looking up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_AMBIGUOUS = 0.85
"""How near a word that may mean several things is to each of them."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The table, ready for use. Words are stems as `stem` makes them.

    `phrases` leads from a phrase to its meaning, `endings` those that count only where a name ends. `near` tells how
    near two meanings are. `opposed` names the lines of opposites that a meaning stands in. `bags` name the fields of
    one thing, not several things. `known` are all words.
    """

    abbreviations: dict[str, str]
    phrases: dict[tuple[str, ...], str]
    endings: dict[tuple[str, ...], str]
    longest: int
    near: dict[str, dict[str, float]]
    opposed: dict[str, tuple[str, ...]]
    usual: frozenset[str]
    unusual: frozenset[str]
    light: frozenset[str]
    bags: frozenset[str]
    stopped: frozenset[str]
    known: frozenset[str]


def stem(word: str) -> str:
    """A word without its plural ending."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


@cache
def vocabulary() -> Vocabulary:
    """The table that comes with the program."""
    text = resources.files("interlock.suggestion").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    return _laid_out(tomllib.loads(text))


def _laid_out(table: dict[str, Any]) -> Vocabulary:
    abbreviations = {short: str(whole) for short, whole in table["abbreviations"].items()}
    meanings: dict[bool, dict[tuple[str, ...], list[str]]] = {False: {}, True: {}}
    for meaning, phrases in table["meanings"].items():
        for phrase in phrases:
            words = tuple(stem(abbreviations.get(word, word)) for word in phrase.removesuffix("$").lower().split())
            found = meanings[phrase.endswith("$")].setdefault(words, [])
            if meaning not in found:
                found.append(meaning)
    near: dict[str, dict[str, float]] = {}
    for one, others in table["near"].items():
        for other, nearness in others:
            _lean(near, one, other, float(nearness))
    plain = {words: _meaning(words, found, near) for words, found in meanings[False].items()}
    at_end = dict(meanings[True])
    for words, found in at_end.items():
        found.extend(one for one in meanings[False].get(words, ()) if one not in found)
    endings = {words: _meaning(words, found, near) for words, found in at_end.items()}
    opposed: dict[str, tuple[str, ...]] = {}
    for line, members in table["opposites"].items():
        for member in members:
            opposed[member] = (*opposed.get(member, ()), line)
    known = {word for words in (*plain, *endings) for word in words} | set(abbreviations.values())
    light = frozenset(table["light"]["words"])
    usual, unusual = frozenset(table["usual"]["words"]), frozenset(table["unusual"]["words"])
    return Vocabulary(
        abbreviations=abbreviations,
        phrases=plain,
        endings=endings,
        longest=max(len(words) for words in (*plain, *endings)),
        near=near,
        opposed=opposed,
        usual=usual,
        unusual=unusual,
        light=light,
        bags=frozenset(table["bags"]["words"]),
        stopped=frozenset(table["stopped"]["words"]),
        known=frozenset(known | light | usual | unusual),
    )


def _lean(near: dict[str, dict[str, float]], one: str, other: str, nearness: float) -> None:
    near.setdefault(one, {})[other] = max(nearness, near.get(one, {}).get(other, 0.0))
    near.setdefault(other, {})[one] = max(nearness, near.get(other, {}).get(one, 0.0))


def _meaning(words: tuple[str, ...], found: list[str], near: dict[str, dict[str, float]]) -> str:
    """The meaning of a phrase; one with several keeps its words, near to each of them."""
    if len(found) == 1:
        return found[0]
    name = "?" + "_".join(words)
    for meaning in found:
        _lean(near, name, meaning, _AMBIGUOUS)
        for other, nearness in tuple(near.get(meaning, {}).items()):
            if not other.startswith("?"):
                _lean(near, name, other, nearness * _AMBIGUOUS)
    return name
