"""Full names and their two parts."""

from __future__ import annotations

from interlock.model.value import ABSENT, JSON
from interlock.verify.expect._base import UNKNOWABLE, Ask, Expectation, Expected, Want, blank

_SMALL = [
    "af",
    "al",
    "av",
    "bin",
    "da",
    "dal",
    "das",
    "de",
    "del",
    "della",
    "den",
    "der",
    "di",
    "do",
    "dos",
    "du",
    "el",
    "ibn",
    "la",
    "le",
    "ter",
    "van",
    "vom",
    "von",
    "y",
    "zu",
    "zum",
    "zur",
]


def two_parts(full: object) -> tuple[str, str]:
    """First and last name of a full one."""
    text = str(full)
    if "," in text:
        last, _, first = text.partition(",")
        return " ".join(first.replace(",", " ").split()), " ".join(last.split())
    words = text.split()
    last_words = words[-1:]
    first_words = words[:-1]
    while len(first_words) > 1 and first_words[-1].lower() in _SMALL:
        last_words.insert(0, first_words.pop())
    return " ".join(first_words), " ".join(last_words)


def full(values: tuple[object, ...]) -> str:
    """The full name of its parts."""
    return " ".join(" ".join(str(value) for value in values if not blank(value)).replace(",", " ").split())


def people(*, parts_first: bool) -> Expectation:
    """What is expected where the rule starts from the parts, or from the full name."""

    def expected(ask: Ask) -> Expected:
        if ask.forwards is parts_first:
            return None if all(value is None or value is ABSENT for value in ask.values) else full(ask.values)
        if ask.value is None or ask.value is ABSENT:
            return UNKNOWABLE
        mine = ask.there
        # However it is parted there, it is the same name.
        if ask.two_way and len(mine) > 1 and full(mine) == full(two_parts(ask.value)):
            return tuple(mine)
        return two_parts(ask.value)

    def sample(ask: Ask, want: Want) -> tuple[JSON, ...] | None:
        first, last = f"Mia{want.variant or ''}", f"{want.mark.title()}{want.variant or ''}"
        return (first, last) if ask.forwards is parts_first else (f"{first} {last}",)

    return Expectation(expected, sample=sample)
