"""What could be wrong about when something is done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.simulation.defects import climates
from tests.simulation.defects.defect import defects

from interlock.sync import refusals, watch

DEFECTS, defect = defects()


@defect(climates.REFUSING)
def retried_without_a_break(patch: pytest.MonkeyPatch) -> None:
    """what was refused is tried again a second later, whatever the document says."""
    patch.setattr(refusals, "distance", lambda *_: timedelta(seconds=1))


@defect(climates.PROMPT)
def looked_at_seldom(patch: pytest.MonkeyPatch) -> None:
    """a record is looked at every ten minutes, whatever the document says."""
    patch.setattr(watch, "look_every", lambda _: timedelta(minutes=10))
