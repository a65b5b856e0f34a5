"""A change may send only the fields that changed; what is not sent stays as it was."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.fact import Confidence, Evidence
from interlock.model.profile import Verb
from interlock.model.readiness import Answer, By, Promise, Told
from interlock.readiness.ability import Ability
from interlock.readiness.subject import UNKNOWN, Subject
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    update = subject.operation(Verb.UPDATE, Verb.UPSERT)
    if update is None:
        return UNKNOWN
    evidence = (Evidence(update.pointer),)
    if update.replaces:
        return Told(Answer.NO, f"`{update.method.upper()}` sends the whole item", Confidence.LIKELY, evidence)
    # PATCH is defined so; of others it is usual.
    confidence = Confidence.SURE if update.method.upper() == "PATCH" else Confidence.POSSIBLE
    return Told(Answer.YES, f"`{update.method.upper()}` sends what changed", confidence, evidence)


def _promises(use: Use) -> Iterator[Promise]:
    if use.is_target:
        yield from use.outcomes("not_emptied", "field_unchanged", "unchanged")
        yield from use.decision("direction")


ABILITY = Ability(
    title="changes single fields",
    told=_told,
    promises=_promises,
    question="Does {update} leave the fields alone that it does not send?",
    why=(
        "else the integration sends the whole item, and what somebody changed meanwhile in other fields is overwritten"
    ),
    settles=(
        (By.VENDOR, "whether a field that is left out stays or is emptied"),
        (By.PROBE, "changes one field of an item of its own in a sandbox, and looks at the others"),
    ),
    states="{record}.update.replaces=false",
    weight=5,
)
