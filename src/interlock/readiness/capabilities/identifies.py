"""Which field tells one item from every other, for ever."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.readiness import By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    key = subject.record.primary_key
    return known(key, " and ".join(f"`{path}`" for path in key.value or ()))


def _promises(use: Use) -> Iterator[Promise]:
    yield from use.decision("direction")
    yield from use.decision("matched_by")


ABILITY = Ability(
    title="says which field identifies an item",
    told=_told,
    promises=_promises,
    question="Which field of `{record}` identifies an item, and does it stay the same for ever?",
    why="links are kept by it: if it changes or is used again, one item is taken for another",
    settles=(
        (By.VENDOR, "the field, and whether it is ever used again after a delete"),
        (By.RESPONSE, "one item of {list}"),
        (By.PROBE, "reads an item by it"),
    ),
    states="{record}.key=FIELD",
    weight=10,
)
