"""A field of each item says when it was last changed."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.readiness import By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    found = subject.record.updated_at
    return known(found, f"in `{found.value}`", "no field says it")


def _promises(use: Use) -> Iterator[Promise]:
    if use.newest_wins:
        yield from use.decision("on_conflict")
    if use.is_source:
        yield from use.decision("how_often")


ABILITY = Ability(
    title="says when an item was changed",
    told=_told,
    promises=_promises,
    question=(
        "Which field of `{record}` says when the item was last changed, to which fraction of a second, and "
        "does every change set it?"
    ),
    why=(
        "who changed last is decided by it, and so is what has to be looked at; a time that some changes "
        "leave as it was hides them"
    ),
    settles=(
        (By.VENDOR, "the field, and which changes do not set it"),
        (By.RESPONSE, "one item before and after a change"),
        (By.PROBE, "changes an item in a sandbox and looks which times move"),
    ),
    states="{record}.updated_at=FIELD",
    weight=6,
)
