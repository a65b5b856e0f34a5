"""One item can be read by its id."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.profile import Verb
from interlock.model.readiness import By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, does
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    return does(subject.operation(Verb.GET), "it describes no call that reads one item")


def _promises(use: Use) -> Iterator[Promise]:
    if use.deletes_from_here:
        yield from use.decision("on_delete")
    if use.is_target:
        yield from use.decision("direction")


ABILITY = Ability(
    title="reads one item",
    told=_told,
    promises=_promises,
    question="By which call is one item of `{record}` read by its id?",
    why=(
        "each delete is confirmed by it, and an item is looked at before it is changed; else the list is read for each"
    ),
    settles=((By.VENDOR, "the call, and what it answers for an item that was deleted"),),
    states='{record}.get={{method: GET, path: "/{record}/{{id}}"}}',
    weight=4,
)
