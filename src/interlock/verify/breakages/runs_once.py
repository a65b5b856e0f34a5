"""The integration does its work once, when it is started, and never again."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from interlock.sync import Integration
from interlock.verify.breakages._base import Breakage, Spot, everywhere
from interlock.verify.breakages.does_nothing import something
from interlock.verify.engine import Build, Engine, Parts, integration


@dataclass
class _Once:
    inner: Integration

    async def watch(self, stop: asyncio.Event) -> None:
        """Work once, and wait for the end."""
        await self.inner.cycle()
        await stop.wait()


def _once(parts: Parts) -> Engine:
    return _Once(integration(parts))


def _build(_spot: Spot) -> Build:
    return _once


BREAKAGE = Breakage(
    title="works when it is started and never again",
    spots=everywhere,
    build=_build,
    criterion=lambda case, _spot: something(case),
    shows=("created", "changed", "changed_from_to"),
    of_all=True,
)
