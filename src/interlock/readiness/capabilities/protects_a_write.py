"""A change is refused when somebody else changed the item meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.readiness import By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    found = subject.record.version
    how = "by `If-Match`" if found.value == "etag" else f"by the field `{found.value}`"
    return known(found, how, "nothing protects it")


def _promises(use: Use) -> Iterator[Promise]:
    if use.is_target and use.is_source:
        yield from use.decision("on_conflict")
        yield from use.criteria("changed_in_both")


ABILITY = Ability(
    title="protects a write against a newer one",
    told=_told,
    promises=_promises,
    question=(
        "Can {update} be told to change an item only if nobody changed it meanwhile (an `ETag` with "
        "`If-Match`, or a version)?"
    ),
    why=("between looking and writing somebody may change the item; without protection that change is overwritten"),
    settles=(
        (By.VENDOR, "the header or field, and what is answered when it is out of date"),
        (By.RESPONSE, "a header `ETag`, or a field such as a version, of one item"),
        (By.PROBE, "writes with an outdated version in a sandbox"),
    ),
    states="{record}.version=etag",
    weight=5,
)
