"""Takes what the systems tell of by webhook to the door of the sync, which believes it or not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.simulation.disk import Crash

from interlock.errors import LedgerError
from interlock.journeys.receiving import Door
from interlock.model.http import Request, Response
from interlock.model.value import Side
from interlock.model.webhooks import Hooks
from interlock.peers.deliveries import Deliveries
from interlock.sandbox.webhooks import Outgoing

if TYPE_CHECKING:
    from tests.simulation.world import Process, World

_ANSWER_WITHIN_S = 10.0
_BELIEVED_FOR_S = 290.0
"""What was signed longer ago may be refused: somebody may have kept it."""

_SIGNATURES = ("webhook-signature", "x-signature")
_EVENTS = ("webhook-id", "x-event-id")


def door_of(world: World, side: Side) -> Door | None:
    """The way in for a system's webhooks, None where it sends none."""
    box = world.boxes[side]
    if not box.profile.events:
        return None
    resources = frozenset(row.resource(side) for row in world.document.records)
    deliveries = Deliveries(side, box.profile, Hooks(), resources)
    return Door(side, box.profile.name, deliveries, lambda: (box.webhooks.secret,))


class Postman:
    """Sends webhooks when they are due, each system's to its own door."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._doors = {side: door_of(world, side) for side in Side}
        self.sent = 0
        for side, door in self._doors.items():
            if door is not None:
                world.boxes[side].webhooks.listen(f"https://sync.example/{side.value}")

    def tells(self, side: Side) -> bool:
        """Whether the system sends webhooks."""
        return self._doors[side] is not None

    def collect(self, side: Side) -> None:
        """What a system wants to tell goes out when it is due."""
        at = self._world.boxes[side].webhooks.next_at()
        if at is not None:
            wait_s = max(0.0, (at - self._world.clock.now()).total_seconds())
            self._world.later(self._deliver(side, wait_s))

    async def _deliver(self, side: Side, wait_s: float) -> None:
        world, box = self._world, self._world.boxes[side]
        await world.clock.sleep(wait_s)
        for parcel in box.webhooks.due(world.clock.now()):
            response = await self._handed_over(side, parcel)
            box.webhooks.answered(parcel, response, world.clock.now())
        self.collect(side)

    async def _handed_over(self, side: Side, parcel: Outgoing) -> Response | None:
        """The answer; None where nobody is there to give one."""
        world, process, door = self._world, self._world.process, self._doors[side]
        assert door is not None
        if process.points.dead:
            return None
        self.sent += 1
        try:
            response = await asyncio.wait_for(process.receiver.receive(door, parcel.request), _ANSWER_WITHIN_S)
        except (Crash, LedgerError, TimeoutError):
            response = None
        told = "no answer" if response is None else response.status
        world.say(f"    {side.value:5} tells of {parcel.event} {parcel.item_id} -> {told}")
        self._judge(side, parcel, response, process)
        return response

    def _judge(self, side: Side, parcel: Outgoing, response: Response | None, process: Process) -> None:
        """What is signed is believed, and nothing else is."""
        if response is None:
            return
        what = f"the {side.value} told of {parcel.event} {parcel.item_id}"
        taken = 200 <= response.status < 300
        if not _signed(parcel.request):
            if taken:
                self._world.oracle.wrong("believed", f"{what}, and nobody signed that")
            return
        fresh = (self._world.clock.now() - parcel.due).total_seconds() < 1 and parcel.tries == 0
        how = self._world.boxes[side].webhooks.on_the_way
        fresh = fresh and how.after_s + how.late_s < _BELIEVED_FOR_S
        if not taken and fresh and response.status == 401:
            self._world.oracle.wrong("believed", f"{what}, which it signed, and was answered {response.status}")
        # What was answered well is kept, whatever becomes of the process.
        if taken and not process.points.dead:
            self._kept(parcel, what)

    def _kept(self, parcel: Outgoing, what: str) -> None:
        headers = parcel.request.headers
        event = next((headers[name] for name in _EVENTS if name in headers), "")
        if not self._world.disk.execute("SELECT 1 FROM heard WHERE event = ?", (event,)).fetchone():
            self._world.oracle.wrong("believed", f"{what}, was answered well, and is kept nowhere")


def _signed(request: Request) -> bool:
    return any(name in request.headers for name in _SIGNATURES)
