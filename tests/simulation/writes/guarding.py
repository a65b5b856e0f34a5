"""No more items go within a day than the document says, unless somebody decided so."""

from __future__ import annotations

from datetime import timedelta

from tests.simulation.things import Thing
from tests.simulation.truth import Truth

from interlock.model.value import Side

_DAY = timedelta(hours=24)


def guarded(truth: Truth, thing: Thing, side: Side) -> None:
    """No more items go within a day than the document says, unless somebody decided so."""
    if truth.most_deletes is None:
        return
    now = truth.boxes[side].clock.now()
    gone = [
        one
        for one in truth.things
        if one.record == thing.record and side in one.removed and not one.decided and now - one.removed[side] < _DAY
    ]
    if len(gone) > truth.most_deletes:
        truth.wrong("guard", f"{len(gone)} of {thing.record} went on the {side.value} within a day, unasked")
