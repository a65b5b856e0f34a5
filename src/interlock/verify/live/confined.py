"""A system as the integration under test sees it: with the test's own items, and no others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from interlock.errors import NotPossible
from interlock.model.http import Request
from interlock.model.path import Path
from interlock.model.peer import Found, Item, Missing, Page, Peer, Quota, Written
from interlock.model.profile import SystemProfile, Verb
from interlock.model.value import Body, Side
from interlock.verify.live.mine import Mine

_CREATE = ""


@dataclass(frozen=True, slots=True)
class _Rendered:
    resource: str
    item_id: str


class ConfinedPeer:
    """The `Peer` of a system in which nobody but the test's own items can be seen, changed, deleted or linked.

    Writes are let through only if they were rendered here: creates, and changes of items that the test or the
    integration made since the criterion began.
    """

    def __init__(self, inner: Peer, side: Side, mine: Mine) -> None:
        self._inner = inner
        self._side = side
        self._mine = mine
        self._rendered: dict[tuple[object, ...], _Rendered] = {}

    @property
    def profile(self) -> SystemProfile:
        """What is known of the system."""
        return self._inner.profile

    @property
    def quota(self) -> Quota | None:
        """What the system last said of its limit for a long span."""
        return self._inner.quota

    # Reading

    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        """The pages of the real list, with the test's own items left in them."""
        async for page in self._inner.pages(resource, since=since):
            yield replace(page, items=[item for item in page.items if self._mine.is_mine(self._side, item)])
        if since is None:
            self._mine.looked(self._side, resource)

    async def get(self, resource: str, item_id: str) -> Found:
        """One of the test's own items; any other is not there."""
        if self._mine.has(self._side, resource, item_id):
            return await self._inner.get(resource, item_id)
        found = await self._inner.get(resource, item_id)
        return found if isinstance(found, Item) and self._mine.is_mine(self._side, found) else Missing.GONE

    async def find(self, resource: str, field: Path, value: str) -> tuple[Item, ...]:
        """The test's own items among those that the system finds."""
        found = await self._inner.find(resource, field, value)
        return tuple(item for item in found if self._mine.is_mine(self._side, item))

    async def reachable(self) -> bool:
        """Whether the system answers at all."""
        return await self._inner.reachable()

    # Writing

    def at_once(self, resource: str, verb: Verb) -> int:
        """How many creates or updates one request takes."""
        return self._inner.at_once(resource, verb)

    def all_or_none(self, resource: str, verb: Verb) -> bool:
        """Whether a request for several that is refused has surely done none of them."""
        return self._inner.all_or_none(resource, verb)

    def create_request(self, resource: str, body: Body, *, key: str | None, together: bool = False) -> Request:
        """The request that creates an item."""
        return self._allow(resource, _CREATE, self._inner.create_request(resource, body, key=key, together=together))

    def update_request(self, resource: str, before: Item, body: Body, *, together: bool = False) -> Request:
        """The request that changes one of the test's own items."""
        self._demand_mine(resource, before)
        return self._allow(resource, before.id, self._inner.update_request(resource, before, body, together=together))

    def delete_request(self, resource: str, before: Item) -> Request:
        """The request that deletes one of the test's own items."""
        self._demand_mine(resource, before)
        return self._allow(resource, before.id, self._inner.delete_request(resource, before))

    def archive_request(self, resource: str, before: Item, *, field: Path | None, value: str | None) -> Request:
        """The request that archives one of the test's own items."""
        self._demand_mine(resource, before)
        request = self._inner.archive_request(resource, before, field=field, value=value)
        return self._allow(resource, before.id, request)

    def restore_request(self, resource: str, before: Item) -> Request:
        """The request by which one of the test's own items comes back."""
        self._demand_mine(resource, before)
        return self._allow(resource, before.id, self._inner.restore_request(resource, before))

    async def write(self, resource: str, request: Request) -> Written:
        """Send a write that was rendered here; what it makes is one of the test's own items from then on."""
        if self._demand_rendered(resource, request).item_id != _CREATE:
            return await self._inner.write(resource, request)
        await self._know(resource)
        with self._mine.making(self._side, resource) as made:
            written = await self._inner.write(resource, request)
            made += [one for one in (written.id or (written.item.id if written.item else None),) if one]
        return written

    async def write_together(self, resource: str, requests: Sequence[Request]) -> tuple[Item, ...]:
        """Send writes that were rendered here to go together."""
        rendered = [self._demand_rendered(resource, request) for request in requests]
        if all(one.item_id != _CREATE for one in rendered):
            return await self._inner.write_together(resource, requests)
        await self._know(resource)
        with self._mine.making(self._side, resource) as made:
            items = await self._inner.write_together(resource, requests)
            made += [item.id for item in items]
        return items

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._inner.aclose()

    # Inside

    async def _know(self, resource: str) -> None:
        """See what is there, so that it is told from what is about to be made."""
        if not self._mine.knows(self._side, resource):
            async for _ in self.pages(resource, since=None):
                pass

    def _allow(self, resource: str, item_id: str, request: Request) -> Request:
        self._rendered[_form(request)] = _Rendered(resource, item_id)
        return request

    def _demand_mine(self, resource: str, item: Item) -> None:
        if item.resource != resource or not self._mine.has(self._side, resource, item.id):
            raise NotPossible(
                f"the `{resource}` `{item.id}` of `{self.profile.name}` was not made by the test, so it is not touched"
            )

    def _demand_rendered(self, resource: str, request: Request) -> _Rendered:
        found = self._rendered.get(_form(request))
        if found is None or found.resource != resource:
            raise NotPossible(
                f"{request.method} {request.path} of `{self.profile.name}` is no write of an item that the test made"
            )
        return found


def _form(request: Request) -> tuple[object, ...]:
    return request.method, request.path, request.query, request.body
