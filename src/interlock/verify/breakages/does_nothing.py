"""The integration does nothing at all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from interlock.verify.breakages._base import Breakage, Case, Spot, everywhere
from interlock.verify.breakages._sentences import arrives, carried_over
from interlock.verify.engine import Build, Engine, Parts


class _Idle:
    async def watch(self, stop: asyncio.Event) -> None:
        """Wait for the end."""
        await stop.wait()


def _idle(_parts: Parts) -> Engine:
    return _Idle()


def _build(_spot: Spot) -> Build:
    return _idle


def something(case: Case) -> str:
    """The first thing that the document promises."""
    places: Iterator[tuple[str, Spot]] = (("new", Spot(row.name, side)) for row, side in case.creating())
    found = next(places, None)
    if found is not None:
        return arrives(case, found[1])
    row, side = next(iter(case.flows()))
    return carried_over(case, Spot(row.name, side))


BREAKAGE = Breakage(
    title="does nothing at all",
    spots=everywhere,
    build=_build,
    criterion=lambda case, _spot: something(case),
    shows=("created", "changed", "changed_from_to"),
    of_all=True,
)
