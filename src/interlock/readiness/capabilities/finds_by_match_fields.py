"""Items can be looked up by the fields that they are matched by."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.fact import Confidence
from interlock.model.readiness import Answer, By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import UNKNOWN, Subject
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    found = [one for one in subject.record.finds if not subject.matched or one.field in subject.matched]
    if not found:
        return UNKNOWN
    return Told(Answer.YES, f"`{found[0].field}` by `{found[0].parameter}`", Confidence.LIKELY)


def _promises(use: Use) -> Iterator[Promise]:
    if use.creates:
        yield from use.decision("matched_by")
        yield from use.decision("create_missing")


ABILITY = Ability(
    title="looks up items by their match fields",
    told=_told,
    promises=_promises,
    question="Can {list} be asked for the item with a given value of {matched}?",
    why="before an item is created it is looked for; otherwise the whole list is read for that",
    settles=(
        (By.VENDOR, "the filter, and whether it compares exactly"),
        (By.PROBE, "asks for a value that it has seen and for one that nobody has"),
    ),
    states="{record}.finds=[{{field: {field}, parameter: PARAMETER}}]",
    weight=4,
)
