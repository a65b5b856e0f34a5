"""A deleted item can be noticed."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.profile import DeletesSeen, DeleteVisibility
from interlock.model.readiness import Answer, By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    found = subject.record.deletes
    value = found.value
    if value is not None and value.how is DeletesSeen.NONE:
        return Told(Answer.NO, "only by its absence from a complete list", found.confidence, found.evidence)
    return known(found, _said(value), "only by its absence from a complete list")


def _said(value: DeleteVisibility | None) -> str:
    if value is None:
        return ""
    if value.how is DeletesSeen.TOMBSTONE:
        return f"the list shows it with `{value.parameter}`" if value.parameter else "the list shows it"
    if value.how is DeletesSeen.FLAG:
        return f"by the field `{value.field}`"
    return f"by the event `{value.event}`"


def _promises(use: Use) -> Iterator[Promise]:
    if use.deletes_from_here:
        yield from use.decision("on_delete")
        yield from use.criteria("deleted")


ABILITY = Ability(
    title="shows what was deleted",
    told=_told,
    promises=_promises,
    question="How do we see that an item of `{record}` was deleted: does {list} show it, a field, or an event?",
    why=(
        "a deleted item looks like one that was not asked for; without an answer it is found by a complete "
        "list only, later"
    ),
    settles=(
        (By.VENDOR, "the parameter, field or event, and how long it is shown"),
        (By.PROBE, "deletes an item of its own in a sandbox, and looks at the list and at the item"),
    ),
    states="{record}.deletes={{how: tombstone, parameter: include_deleted}}",
    weight=8,
)
