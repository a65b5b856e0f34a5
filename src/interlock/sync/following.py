"""Which document the sync follows: another one makes everything be judged anew, and stands in the history."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.model.clock import Clock
from interlock.model.document import Document
from interlock.model.history import Entry, EntryKind
from interlock.model.ledger import Ledger
from interlock.sync.beginning import digest_of
from interlock.sync.observe import Observer
from interlock.sync.record import Record

_SHORT = 12
"""So many letters of a digest tell documents apart."""


def follow(document: Document, records: Iterable[Record], ledger: Ledger, clock: Clock, *, remember: bool) -> None:
    """Take note of a document that is not the one of the last time; only with `remember` in the history, too.

    The history names documents where they change: what stands before such a line was done under its `before`.
    """
    digest = digest_of(document)
    name = f"{document.version.value or 'no version'} ({digest[:_SHORT]})"
    followed = ledger.fact("followed")
    if ledger.fact("document") == digest and (followed == name or not remember):
        return
    with ledger.transaction():
        if ledger.fact("document") not in (None, digest):
            for record in records:
                Observer(ledger).read_again(record)
            ledger.unsettle_all()
        ledger.set_fact("document", digest)
        if remember and followed != name:
            ledger.set_fact("followed", name)
            if followed is not None:
                reason = f"from here on version {name} of the document is followed, until now it was {followed}"
                ledger.note([Entry(clock.now(), EntryKind.FOLLOWED, before=followed, after=name, reason=reason)])
