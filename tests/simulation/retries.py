"""What is refused is tried again as often and as late as the document says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from interlock.model.http import Request
from interlock.model.value import Side

if TYPE_CHECKING:
    from tests.simulation.world import World

_TRIES = 4
_FIRST_S = 10.0
_DAILY = timedelta(hours=20)


class Refused:
    """Writes that were answered 422, of which the document says how often and when they are tried again."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._at: dict[tuple[object, ...], list[datetime]] = {}

    def again(self, side: Side, request: Request) -> None:
        """A write was refused: not sooner than the document says, nor more often."""
        world = self._world
        if "/batch/" in request.path:
            return
        # What people do or decide, another document and another process are reasons to try at once.
        since = (world.oracle.people_did, world.decisions, id(world.document), world.process.number)
        now = world.clock.now()
        times = self._at.setdefault((side, request.method, request.path, request.body, *since), [])
        if times and now - times[0] > _DAILY:
            times.clear()
        where = f"{request.method} {request.path} on the {side.value}"
        if times and (now - times[-1]).total_seconds() < _FIRST_S * 4 ** (len(times) - 1):
            wait_s = (now - times[-1]).total_seconds()
            world.oracle.wrong("retried", f"{where}, refused {len(times)} times, came again after {wait_s:g} s")
        times.append(now)
        if len(times) > _TRIES:
            world.oracle.wrong("retried", f"{where} came {len(times)} times, though it was refused each time")
