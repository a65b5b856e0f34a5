"""The list can be asked for what changed since a moment."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.readiness import Answer, By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    record = subject.record
    since = record.since if record.since.known else record.search_since
    value = since.value
    if not since.known and record.created_since.value is not None:
        return Told(Answer.UNKNOWN, f"only what was created since, by `{record.created_since.value.parameter}`")
    return known(since, f"by `{value.parameter}`" if value is not None else "", "no filter shows it")


def _promises(use: Use) -> Iterator[Promise]:
    if use.is_source:
        yield from use.decision("how_often")
        yield from use.stories()
        yield from use.criteria("changed", "changed_to", "changed_from_to", "created")


ABILITY = Ability(
    title="lists what changed since a moment",
    told=_told,
    promises=_promises,
    question=("How is {list} asked for only what was changed since a moment, and does that show every kind of change?"),
    why=("otherwise each look reads the whole list: it costs requests, and a change arrives later than promised"),
    settles=(
        (By.VENDOR, "the filter, its format, and which changes it does not show"),
        (By.PROBE, "asks since a moment in the future and since long ago: a filter that does nothing gives the same"),
    ),
    states="{record}.since=updated_since",
    weight=8,
)
