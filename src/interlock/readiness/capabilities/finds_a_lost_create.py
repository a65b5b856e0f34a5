"""When the answer to a create is lost, it can be told whether the item is there."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.fact import Confidence, Fact
from interlock.model.readiness import Answer, By, Promise, Told
from interlock.model.recovery import Regime, key_header, regime
from interlock.readiness.ability import Ability
from interlock.readiness.subject import Subject
from interlock.readiness.use import Use


def _told(subject: Subject) -> Told:
    record = subject.record
    way = regime(subject.system, record, matched=subject.matched, written=subject.written)
    if way is Regime.KEY:
        own = record.idempotency_header if record.idempotency_header.known else subject.system.idempotency_header
        header = key_header(subject.system, record)
        return Told(Answer.YES, f"the same key in `{header}` makes it once", own.confidence, own.evidence)
    if way is Regime.UNIQUE:
        unique = _unique(subject)
        return Told(Answer.YES, "a second one with the same value is refused", unique.confidence, unique.evidence)
    if record.idempotency_header.known and not record.finds:
        return Told(Answer.NO, "creates have no key", record.idempotency_header.confidence)
    if any(one.field in subject.matched for one in record.finds):
        return Told(Answer.YES, "it is looked for by its match fields", Confidence.LIKELY)
    return Told(Answer.UNKNOWN)


def _unique(subject: Subject) -> Fact[bool]:
    record = subject.record
    if record.external_id.value is not None:
        return Fact(value=True, confidence=record.external_id.confidence, evidence=record.external_id.evidence)
    found = (field.unique for field in record.fields if field.unique.value and field.path in subject.matched)
    return next(found, Fact(value=True, confidence=Confidence.LIKELY))


def _promises(use: Use) -> Iterator[Promise]:
    if use.creates:
        yield from use.during("answers_lost")
        yield from use.outcomes("exactly_once")
        yield from use.decision("create_missing")


ABILITY = Ability(
    title="proves a lost create",
    told=_told,
    promises=_promises,
    question=(
        "When the answer to {create} is lost, how is it found out whether the item is there: is there a "
        "header that makes a create repeatable, or a field that is kept unique?"
    ),
    why=(
        "a lost answer happens every week; trying again without knowing makes a duplicate, so each such item "
        "waits for a person"
    ),
    settles=(
        (By.VENDOR, "a header such as `Idempotency-Key` with its lifetime, or a field of ours that is kept unique"),
        (By.PROBE, "creates twice with the same key and with the same value in a sandbox, and removes what it made"),
    ),
    states="{record}.idempotency_header=Idempotency-Key",
    weight=8,
)
