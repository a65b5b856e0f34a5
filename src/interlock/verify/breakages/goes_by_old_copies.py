"""What was read once is never read again: changes after the first look are not seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from interlock.model.peer import Found, Item, Page
from interlock.verify.breakages._base import Breakage, flows
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import carried_over


@dataclass
class _Stale(Meddling):
    first: dict[str, Item] = field(default_factory=dict)

    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in self.inner.pages(resource, since=since):
            yield replace(page, items=tuple(map(self._old, page.items))) if resource == self.resource else page

    async def get(self, resource: str, item_id: str) -> Found:
        if resource == self.resource and item_id in self.first:
            return self.first[item_id]
        return await self.inner.get(resource, item_id)

    def _old(self, item: Item) -> Item:
        return self.first.setdefault(item.id, item)


BREAKAGE = Breakage(
    title="goes by what it read first, and never sees a change",
    spots=flows,
    build=meddled(_Stale, reads=True),
    criterion=carried_over,
    shows=("changed", "changed_from_to", "deleted"),
)
