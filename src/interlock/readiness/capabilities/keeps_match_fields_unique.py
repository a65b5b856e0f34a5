"""No two items have the same value in the fields that they are matched by."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.profile import FieldProfile
from interlock.model.readiness import Answer, By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import UNKNOWN, Subject, known
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    own = subject.record.primary_key.value or ()
    wanted = subject.matched or subject.record.match_keys.value or ()
    if any(path in own for path in wanted):
        return known(subject.record.primary_key, "it is the identity")
    fields = [found for path in wanted if (found := subject.record.field(path)) is not None]
    told = [known(field.unique, f"`{field.path}`") for field in fields if field.unique.value]
    if told:
        return told[0]
    return Told(Answer.NO, "it is said not to be", fields[0].unique.confidence) if _said_no(fields) else UNKNOWN


def _said_no(fields: list[FieldProfile]) -> bool:
    return bool(fields) and all(field.unique.known and not field.unique.value for field in fields)


def _promises(use: Use) -> Iterator[Promise]:
    yield from use.decision("matched_by")


ABILITY = Ability(
    title="keeps its match fields unique",
    told=_told,
    promises=_promises,
    question="Can two items of `{record}` have the same value of {matched}?",
    why="two items with one value cannot be told apart: each such pair is held until a person links it",
    settles=(
        (By.VENDOR, "whether the API refuses a second one, also when upper and lower case differ"),
        (By.RESPONSE, "a complete list: how many values stand there twice"),
        (By.PROBE, "creates two with one value in a sandbox, and removes what it made"),
    ),
    states="{record}.{field}.unique=true",
    weight=4,
)
