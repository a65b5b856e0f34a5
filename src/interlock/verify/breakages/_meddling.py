"""Systems spoken to wrongly: peers that pass everything on but for one thing, about one kind of item."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from interlock.model.clock import Clock
from interlock.model.document import RecordRow
from interlock.model.http import Request
from interlock.model.path import Path
from interlock.model.peer import Found, Item, Page, Peer, Quota, Written
from interlock.model.profile import RecordProfile, SystemProfile, Verb
from interlock.model.value import Body
from interlock.verify.breakages._base import Spot, needed
from interlock.verify.engine import Build, Engine, Parts, integration


@dataclass
class PassesOn:
    """A peer that does as `inner` does, write by write."""

    inner: Peer
    clock: Clock

    @property
    def profile(self) -> SystemProfile:
        """What is known of the system."""
        return self.inner.profile

    @property
    def quota(self) -> Quota | None:
        """What the system last said of its limit."""
        return self.inner.quota

    def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        """The list, or what changed."""
        return self.inner.pages(resource, since=since)

    async def get(self, resource: str, item_id: str) -> Found:
        """One item."""
        return await self.inner.get(resource, item_id)

    async def find(self, resource: str, field: Path, value: str) -> tuple[Item, ...]:
        """Items by a field."""
        return await self.inner.find(resource, field, value)

    def at_once(self, resource: str, verb: Verb) -> int:
        """Every write passes here by itself."""
        del resource, verb
        return 1

    def all_or_none(self, resource: str, verb: Verb) -> bool:
        """Whether several are done as one."""
        return self.inner.all_or_none(resource, verb)

    def create_request(self, resource: str, body: Body, *, key: str | None, together: bool = False) -> Request:
        """The request that creates."""
        return self.inner.create_request(resource, body, key=key, together=together)

    def update_request(self, resource: str, before: Item, body: Body, *, together: bool = False) -> Request:
        """The request that updates."""
        return self.inner.update_request(resource, before, body, together=together)

    def delete_request(self, resource: str, before: Item) -> Request:
        """The request that deletes."""
        return self.inner.delete_request(resource, before)

    def archive_request(self, resource: str, before: Item, *, field: Path | None, value: str | None) -> Request:
        """The request that archives."""
        return self.inner.archive_request(resource, before, field=field, value=value)

    def restore_request(self, resource: str, before: Item) -> Request:
        """The request that restores."""
        return self.inner.restore_request(resource, before)

    async def write(self, resource: str, request: Request) -> Written:
        """Send a write."""
        return await self.inner.write(resource, request)

    async def write_together(self, resource: str, requests: Sequence[Request]) -> tuple[Item, ...]:
        """Send several writes."""
        return await self.inner.write_together(resource, requests)

    async def reachable(self) -> bool:
        """Whether the system answers."""
        return await self.inner.reachable()

    async def aclose(self) -> None:
        """Let go of connections."""
        await self.inner.aclose()


@dataclass
class Meddling(PassesOn):
    """A peer that passes everything on; a breakage changes one thing, for items of `resource`."""

    row: RecordRow
    resource: str
    pending: dict[int, Request] = field(default_factory=dict)

    @property
    def record(self) -> RecordProfile:
        """What is known of the resource."""
        return needed(self.inner.profile.record(self.resource))

    def changed(self, body: Body, before: Item | None) -> Body:
        """What is written instead of a body; `before` is None for a new item."""
        del before
        return body

    def create_request(self, resource: str, body: Body, *, key: str | None, together: bool = False) -> Request:
        """The request that creates."""
        sent = self.changed(body, None) if resource == self.resource else body
        return self.inner.create_request(resource, sent, key=key, together=together)

    def update_request(self, resource: str, before: Item, body: Body, *, together: bool = False) -> Request:
        """The request that updates."""
        sent = self.changed(body, before) if resource == self.resource else body
        return self.inner.update_request(resource, before, sent, together=together)


def meddled(kind: type[Meddling], *, reads: bool = False) -> Callable[[Spot], Build]:
    """An integration that speaks so to the system of the spot; with `reads`, to the one that it reads from."""

    def of(spot: Spot) -> Build:
        def build(parts: Parts) -> Engine:
            row, side = parts.document.record(spot.record), spot.side
            if row is None or side is None:
                return integration(parts)
            side = side.other if reads else side
            peer = kind(parts.peers[side], parts.clock, row, row.resource(side))
            return integration(replace(parts, peers={**parts.peers, side: peer}))

        return build

    return of
