"""Names of people: what is the first name, and what the last."""

from __future__ import annotations

from interlock.mapping.values import as_text
from interlock.model.value import Canonical

# Small words that begin a last name.
_PARTICLES = frozenset(
    {"af", "al", "av", "bin", "da", "dal", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
     "ibn", "la", "le", "ter", "van", "vom", "von", "y", "zu", "zum", "zur"}
)  # fmt: skip


def parted(full: str) -> tuple[str, str]:
    """The first and the last name of a full one; a single word is a last name. `Berg, Mia` has the last name first."""
    last, comma, first = full.partition(",")
    if comma:
        return " ".join(first.replace(",", " ").split()), " ".join(last.split())
    words = full.split()
    begins = max(0, len(words) - 1)
    while begins > 1 and words[begins - 1].lower() in _PARTICLES:
        begins -= 1
    return " ".join(words[:begins]), " ".join(words[begins:])


def whole(values: tuple[Canonical, ...]) -> Canonical:
    """The full name of a first and a last one; null where both are."""
    if all(value is None for value in values):
        return None
    # A comma would say that the last name comes first.
    said = " ".join(str(as_text(value)) for value in values if value is not None)
    return " ".join(said.replace(",", " ").split())


def full_name(value: Canonical) -> Canonical:
    """A full name, the first one first."""
    return " ".join(part for part in parted(str(as_text(value))) if part)
