"""Words that are nearly one of those that a conversation heeds: better asked about than written into a document."""

from __future__ import annotations

from collections.abc import Iterable

ALONE = ("skip", "back", "why", "quit", "exit", "help")
FOLLOWED = {"leave": "leave REASON", "ask": "ask NAME"}
_FEWEST_LETTERS = 3
_MOST_WORDS = 3


def meant(said: str, choices: Iterable[str]) -> str:
    """What was probably meant; empty where the words are an answer.

    `choices` are words that can be chosen: they are never a slip.
    """
    words = said.split()
    if not words or said.casefold() in {one.casefold() for one in choices}:
        return ""
    first = words[0].rstrip(".,;:!").casefold()
    if len(words) == 1:
        found = next((one for one in (*ALONE, *FOLLOWED) if first == one or _one_slip(first, one)), "")
        return FOLLOWED.get(found, found)
    # A sentence begins with a capital letter; who types a word of the conversation does not.
    if not words[0][:1].islower():
        return ""
    if len(words) <= _MOST_WORDS and (alone := next((one for one in ALONE if first == one), "")):
        return alone
    return next((shown for one, shown in FOLLOWED.items() if _one_slip(first, one)), "")


def _one_slip(given: str, known: str) -> bool:
    """Whether one letter is missing, too many, another one, or has changed places with its neighbour."""
    if len(given) < _FEWEST_LETTERS or abs(len(given) - len(known)) > 1 or given == known:
        return False
    if len(given) != len(known):
        short, long = sorted((given, known), key=len)
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    differ = [at for at, (one, other) in enumerate(zip(given, known, strict=True)) if one != other]
    if len(differ) == 1:
        return True
    first, last = differ[0], differ[-1]
    return len(differ) == 2 and last == first + 1 and given[first : last + 1] == known[last] + known[first]
