"""What could be wrong about lists in which items name others."""

from __future__ import annotations

import pytest
from tests.simulation.defects import climates
from tests.simulation.defects.defect import defects

from interlock.mapping.references import Referred
from interlock.model.links import Links
from interlock.model.value import JSON, Canonical

DEFECTS, defect = defects()


@defect(climates.NAMING)
def the_last_is_left_out(patch: pytest.MonkeyPatch) -> None:
    """of several references in a list the last one is not written."""
    made = Referred._made  # noqa: SLF001 - what is public writes whole bodies

    def cut(self: Referred, there: list[JSON], value: tuple[Canonical, ...], links: Links) -> list[JSON]:
        return made(self, there, value, links)[: max(1, len(value) - 1)]

    patch.setattr(Referred, "_made", cut)


@defect(climates.NAMING)
def their_order_is_lost(patch: pytest.MonkeyPatch) -> None:
    """a list of references is written in the opposite order."""
    made = Referred._made  # noqa: SLF001 - what is public writes whole bodies

    def turned(self: Referred, there: list[JSON], value: tuple[Canonical, ...], links: Links) -> list[JSON]:
        return made(self, there, value, links)[::-1]

    patch.setattr(Referred, "_made", turned)
