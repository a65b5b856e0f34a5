"""What a look right after a write is worth, where systems answer from copies that are behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from interlock.model.kept import Act
from interlock.model.ledger import Ledger
from interlock.model.peer import Item
from interlock.sync.evidence import Applied, applied
from interlock.sync.job import After, Answer, Job
from interlock.sync.values import shade

_CLOCKS = timedelta(seconds=2)
"""By how much a measured clock may still be wrong."""


def as_before(job: Job, found: Item, ledger: Ledger) -> bool:
    """Whether a look after an update shows the target as it was before it."""
    if job.intent.act is not Act.UPDATE or job.made.before is None:
        return False
    mapping, side = job.unit.record.mapping, job.write.side
    written, before, shown = (
        {pair: shade(value) for pair, value in mapping.read(side, body, ledger).items()}
        for body in (job.made.body, job.made.before.body, found.body)
    )
    outcome, _ = applied({pair: written[pair] for pair in job.intent.written}, before, shown)
    sent = _sent(job, ledger)
    if outcome is not Applied.UNKNOWN or sent is None or found.updated_at is None:
        return outcome is Applied.NO
    # An edit with a stamp from before the write was overwritten by it: a copy that is behind shows it.
    return found.updated_at < sent - _resolution(job)


def met_deleted(answer: Answer) -> Answer:
    """An update that was taken by an item which turns out to be deleted reached nobody: it is decided about anew."""
    item = answer.item
    if answer.after is After.DONE and answer.job.intent.act is Act.UPDATE and item is not None and item.deleted:
        return replace(answer, after=After.AGAIN)
    return answer


def stamped(job: Job, ledger: Ledger) -> datetime | None:
    """The earliest stamp that the system can have given to an update; None where its clock is not known."""
    before = job.unit.seen.get(job.write.side)
    sent = _sent(job, ledger)
    return None if before is None or before.updated_at is None or sent is None else max(before.updated_at, sent)


def _sent(job: Job, ledger: Ledger) -> datetime | None:
    """The earliest moment by the system's own clock at which it can have got the write."""
    offset_s = ledger.cursor(job.unit.record.name, job.write.side).offset_s
    return None if offset_s is None else job.intent.at + timedelta(seconds=offset_s) - _CLOCKS


def _resolution(job: Job) -> timedelta:
    """By how much a stamp of the system may be cut."""
    return timedelta(seconds=max(1.0, job.unit.record.profiles[job.write.side].stamp_resolution_s.value or 1.0))
