"""The system tells of changes by itself, as a webhook or an event."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.readiness import Answer, By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    found = subject.record.events
    if not found.known and subject.system.events:
        return Told(Answer.UNKNOWN, "it has events, and none that is known to be of this record")
    return known(found, ", ".join(f"`{name}`" for name in (found.value or ())[:4]), "it has no events")


def _promises(use: Use) -> Iterator[Promise]:
    often = use.row.how_often.value if use.row is not None else None
    if use.is_source and often is not None and often.at_once:
        yield from use.decision("how_often")
        yield from use.stories()


ABILITY = Ability(
    title="tells of changes by itself",
    told=_told,
    promises=_promises,
    question=(
        "Which events does {system} send when an item of `{record}` is created, changed or deleted, and how "
        "are they subscribed to?"
    ),
    why="without events `at once` means to look every minute, which costs requests and is not at once",
    settles=(
        (By.VENDOR, "the names of the events, what they carry, how often they are sent again"),
        (By.RESPONSE, "one event that arrived"),
    ),
    states="{record}.events=[NAME]",
    weight=4,
)
