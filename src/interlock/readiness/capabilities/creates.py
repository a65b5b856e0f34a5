"""Items can be created."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.profile import Verb
from interlock.model.readiness import By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, does
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    return does(subject.operation(Verb.CREATE, Verb.UPSERT, Verb.BULK_CREATE), "it describes no call that creates one")


def _promises(use: Use) -> Iterator[Promise]:
    if use.creates:
        yield from use.decision("create_missing")
        yield from use.arriving("created", "changed_to")


ABILITY = Ability(
    title="creates items",
    told=_told,
    promises=_promises,
    question="By which call is an item of `{record}` created, and which fields must be there?",
    why="what is missing there is to be created by the integration",
    settles=((By.VENDOR, "the call, its required fields, and the right that it needs"),),
    states="{record}.create={{method: POST, path: /{record}}}",
    weight=10,
)
