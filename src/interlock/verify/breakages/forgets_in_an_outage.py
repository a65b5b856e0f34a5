"""What cannot be written because a system is down is taken as written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from interlock.errors import Unreachable
from interlock.model.http import Request
from interlock.model.peer import Found, Item, Page, Written
from interlock.model.value import Body
from interlock.verify.breakages._base import Breakage, flows
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import after_outage


@dataclass
class _Shrugs(Meddling):
    wanted: dict[int, Item] = field(default_factory=dict)
    shown: dict[str, Item] = field(default_factory=dict)
    believed: dict[str, Item] = field(default_factory=dict)
    """what was never written, and is not looked at again"""

    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        try:
            async for page in self.inner.pages(resource, since=since):
                yield self._as_believed(page) if resource == self.resource else page
        except Unreachable:
            yield Page((), None, True)

    def _as_believed(self, page: Page) -> Page:
        self.shown |= {one.id: one for one in page.items}
        return replace(page, items=tuple(self.believed.get(one.id, one) for one in page.items))

    def update_request(self, resource: str, before: Item, body: Body, *, together: bool = False) -> Request:
        request = self.inner.update_request(resource, before, body, together=together)
        if resource == self.resource:
            self.wanted[hash((request.path, request.body))] = Item(resource, before.id, body, before.version)
        return request

    async def get(self, resource: str, item_id: str) -> Found:
        if resource == self.resource and item_id in self.believed:
            return self.believed[item_id]
        try:
            return await self.inner.get(resource, item_id)
        except Unreachable:
            if resource != self.resource or item_id not in self.shown:
                raise
            return self.shown[item_id]

    async def write(self, resource: str, request: Request) -> Written:
        try:
            return await self.inner.write(resource, request)
        except Unreachable:
            item = self.wanted.get(hash((request.path, request.body)))
            if item is None:
                raise
            self.believed[item.id] = item
            return Written(200, item.id, item)

    async def reachable(self) -> bool:
        return True


BREAKAGE = Breakage(
    title="forgets what it could not write while a system was down",
    spots=flows,
    build=meddled(_Shrugs),
    criterion=after_outage,
    shows=("down", "within_of_return"),
)
