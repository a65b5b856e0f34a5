"""All items of a record can be read, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.profile import Verb
from interlock.model.readiness import By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, does
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    return does(subject.operation(Verb.LIST, Verb.SEARCH), "it describes no list and no search")


def _promises(use: Use) -> Iterator[Promise]:
    yield from use.decision("direction")
    yield from use.criteria("created", "exists_in_both")


ABILITY = Ability(
    title="lists its items",
    told=_told,
    promises=_promises,
    question="By which call are all items of `{record}` listed?",
    why="what cannot be listed cannot be matched, and neither changes nor deletes of it are found",
    settles=((By.VENDOR, "the list or search of `{record}`, and which right it needs"),),
    states="{record}.list={{method: GET, path: /{record}}}",
    weight=10,
)
