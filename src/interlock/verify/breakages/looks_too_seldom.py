"""The integration looks every third hour, whatever the document says of how often."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from interlock.model.clock import Clock
from interlock.sync import Integration
from interlock.verify.breakages._base import Breakage, Case, Spot
from interlock.verify.breakages.does_nothing import something
from interlock.verify.engine import Build, Engine, Parts, integration

_EVERY = timedelta(hours=3)


@dataclass
class _Seldom:
    inner: Integration
    clock: Clock

    async def watch(self, stop: asyncio.Event) -> None:
        """Work, rest, and work again."""
        while not stop.is_set():
            await self.inner.cycle()
            await self.clock.sleep(_EVERY.total_seconds())


def _seldom(parts: Parts) -> Engine:
    return _Seldom(integration(parts), parts.clock)


def _build(_spot: Spot) -> Build:
    return _seldom


def _spots(case: Case) -> Iterator[Spot]:
    often = [row.how_often.value for row in case.document.records]
    if all(one is None or (one.at is None and (one.every or timedelta(0)) * 3 < _EVERY) for one in often):
        yield Spot()


BREAKAGE = Breakage(
    title="looks every third hour only",
    spots=_spots,
    build=_build,
    criterion=lambda case, _spot: something(case),
    shows=("created", "changed", "changed_from_to"),
    of_all=True,
)
