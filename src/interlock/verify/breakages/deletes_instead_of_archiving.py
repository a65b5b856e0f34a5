"""What is to be archived is deleted for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.model.decisions import DeleteKind, DeleteRule
from interlock.model.document import RecordRow
from interlock.model.profile import Verb
from interlock.verify.breakages import deletes_ignored
from interlock.verify.breakages._base import Breakage, Case, Spot, misread, said
from interlock.verify.breakages._sentences import target


def _spots(case: Case) -> Iterator[Spot]:
    for spot in deletes_ignored.spots(case):
        row = case.row(spot)
        rule, profile = row.on_delete.value, case.profile(row, target(spot))
        deletes = profile is not None and profile.operation(Verb.DELETE) is not None
        if rule is not None and rule.kind is DeleteKind.ARCHIVE and deletes:
            yield spot


def _deleted(row: RecordRow, _spot: Spot) -> RecordRow:
    rule = row.on_delete.value
    only = rule.only_in if rule is not None else None
    return replace(row, on_delete=said(row.on_delete, DeleteRule(DeleteKind.DELETE, only_in=only)))


BREAKAGE = Breakage(
    title="deletes for good instead of archiving",
    spots=_spots,
    build=misread(_deleted),
    criterion=deletes_ignored.criterion,
    shows=("deleted",),
)
