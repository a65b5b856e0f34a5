"""An item can be changed."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.profile import Verb
from interlock.model.readiness import By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, does
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    return does(subject.operation(Verb.UPDATE, Verb.UPSERT, Verb.BULK_UPDATE), "it describes no call that changes one")


def _promises(use: Use) -> Iterator[Promise]:
    if use.is_target:
        yield from use.decision("direction")
        yield from use.arriving("changed", "changed_to", "changed_from_to")


ABILITY = Ability(
    title="changes items",
    told=_told,
    promises=_promises,
    question="By which call is an item of `{record}` changed?",
    why="values are to arrive there",
    settles=((By.VENDOR, "the call, and the right that it needs"),),
    states='{record}.update={{method: PATCH, path: "/{record}/{{id}}"}}',
    weight=10,
)
