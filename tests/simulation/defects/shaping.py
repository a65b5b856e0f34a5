"""What could be wrong about lists, items that refer to each other, webhooks, and after the ledger is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.simulation.defects import climates
from tests.simulation.defects.defect import defects

from interlock.journeys.receiving import Receiver
from interlock.mapping.elements import Lists
from interlock.mapping.outcome import Misfit
from interlock.model import canonical
from interlock.model.links import Links
from interlock.model.value import JSON, Body, Canonical
from interlock.peers.deliveries import Deliveries
from interlock.sync import merge, resync, units

DEFECTS, defect = defects()


@defect(climates.LISTS)
def what_was_taken_away_comes_back(patch: pytest.MonkeyPatch) -> None:
    """what one side took out of a set comes back when the other side adds something."""

    def together(now: Mapping[Any, Canonical], base: tuple[Canonical, Canonical]) -> tuple[Canonical, ...]:
        del base
        found = {
            canonical.dumps(one): one for value in now.values() for one in (value if isinstance(value, tuple) else ())
        }
        return tuple(found[key] for key in sorted(found))

    patch.setattr(merge, "_elements_together", together)


@defect(climates.LISTS)
def sets_are_values(patch: pytest.MonkeyPatch) -> None:
    """a set that both sides changed is taken from one of them, and told as if nothing were lost."""
    flow = merge._flow  # noqa: SLF001 - what is public decides too much

    def told(*args: Any, **more: Any) -> Any:
        return flow(*args, **{**more, "lost": False})

    patch.setattr(merge, "_elements_together", lambda *_: None)
    patch.setattr(merge, "_flow", told)


@defect(climates.LISTS)
def new_elements_stay_away(patch: pytest.MonkeyPatch) -> None:
    """an element that is new on one side is left out of the list of the other one."""

    def known_only(
        self: Lists, there: list[Body], value: Mapping[str, Canonical], item: Body, links: Links
    ) -> list[JSON]:
        made: list[JSON] = []
        for i, element in enumerate(there):
            try:
                key = self._key(i, element, item, links)
            except Misfit:
                continue
            if key in value:
                made.append(self._made(element, value[key], item, links))
        return made

    patch.setattr(Lists, "_by_key", known_only)


@defect(climates.ROUND)
def circles_wait(patch: pytest.MonkeyPatch) -> None:
    """items that refer to each other wait for each other for ever."""
    patch.setattr(units, "can_wait", lambda *_: frozenset())


@defect(climates.ROUND)
def circles_close(patch: pytest.MonkeyPatch) -> None:
    """an item comes to lie below itself where both sides moved something."""
    patch.setattr(units, "closing", lambda *_: frozenset())


@defect(climates.TOLD)
def anybody_is_believed(patch: pytest.MonkeyPatch) -> None:
    """a webhook is believed, whoever signed it."""
    patch.setattr(Deliveries, "refused", lambda *_: "")


@defect(climates.TOLD)
def told_and_forgotten(patch: pytest.MonkeyPatch) -> None:
    """a webhook is answered before it is kept, and then it is not kept."""

    async def unkept(_self: Receiver, hints: Any) -> int:
        return len(hints)

    patch.setattr(Receiver, "_kept", unkept)


@defect(climates.GONE)
def lost_and_made_again(patch: pytest.MonkeyPatch) -> None:
    """where the ledger was lost, everything that seems to be alone is created again."""
    patch.setattr(resync.Doubt, "of_create", lambda *_: "")
