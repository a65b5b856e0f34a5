"""What is missing on the other side is not created."""

from __future__ import annotations

from dataclasses import replace

from interlock.model.decisions import CreateMissing
from interlock.model.document import RecordRow
from interlock.verify.breakages._base import Breakage, Spot, creates, misread, said
from interlock.verify.breakages._sentences import arrives, target


def _never(row: RecordRow, spot: Spot) -> RecordRow:
    known = row.create_missing.value
    left = (known.sides if known is not None else frozenset()) - {target(spot)}
    return replace(row, create_missing=said(row.create_missing, CreateMissing(left)))


BREAKAGE = Breakage(
    title="creates nothing there",
    spots=creates,
    build=misread(_never),
    criterion=arrives,
    shows=("created",),
)
