"""What could be wrong about looking at what systems show."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.simulation.defects import climates
from tests.simulation.defects.defect import defects

from interlock.errors import SystemFault
from interlock.model.kept import Cursor
from interlock.model.peer import Item, MergedInto, Missing, Page
from interlock.peers import HttpPeer
from interlock.sync import cursors, detect, hints, observe, writing

DEFECTS, defect = defects()


@defect(replace(climates.BUSY, manner={"clock_offset_s": -40.0, "hints": 0.0}))
def our_clock_for_theirs(patch: pytest.MonkeyPatch) -> None:
    """the next look begins where our own clock was."""
    theirs = cursors.Times.cursor

    def cursor(self: Any, began: datetime) -> Cursor:
        whole: Cursor = theirs(self, began)
        return replace(whole, since=began)

    patch.setattr(cursors, "_OVERLAP", timedelta(0))
    patch.setattr(detect, "SETTLING", timedelta.max)
    patch.setattr(cursors.Times, "cursor", cursor)


@defect(climates.LONG)
def no_overlap(patch: pytest.MonkeyPatch) -> None:
    """each look begins exactly where the last one ended."""
    patch.setattr(cursors, "_OVERLAP", timedelta(0))
    patch.setattr(detect, "SETTLING", timedelta.max)


@defect(replace(climates.BREAKS, acts={"create": 6, "twins": 30}))
def swallow_page_error(patch: pytest.MonkeyPatch) -> None:
    """a list that breaks off is taken for complete."""
    pages = HttpPeer.pages

    async def swallowing(self: HttpPeer, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        try:
            async for page in pages(self, resource, since=since):
                yield page
        except SystemFault:
            return

    patch.setattr(HttpPeer, "pages", swallowing)


@defect(climates.PAGES)
def first_page_only(patch: pytest.MonkeyPatch) -> None:
    """only the first page of a list is read."""
    pages = HttpPeer.pages

    async def first(self: HttpPeer, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in pages(self, resource, since=since):
            yield page
            return

    patch.setattr(HttpPeer, "pages", first)


@defect(climates.SECRET)
def forbidden_is_gone(patch: pytest.MonkeyPatch) -> None:
    """what may not be seen any more is taken for deleted."""
    get = HttpPeer.get

    async def hasty(self: HttpPeer, resource: str, item_id: str) -> Any:
        found = await get(self, resource, item_id)
        return Missing.GONE if found is Missing.FORBIDDEN else found

    patch.setattr(HttpPeer, "get", hasty)


@defect(replace(climates.SECRET, manner={"lag_s": 15.0}))
def absence_is_believed(patch: pytest.MonkeyPatch) -> None:
    """what a list does not show is taken for deleted without a look at it."""

    async def hasty(self: Any, record: Any, side: Any, ids: list[str]) -> None:
        for item_id in dict.fromkeys(ids):
            self._observer.missing(record, side, item_id, Missing.GONE, self.now(), certain=True)

    patch.setattr(detect.Detector, "_confirm", hasty)


@defect(replace(climates.DELETING, traits={"deletes": "hidden", "since": True}, manner={"hints": 0.0}))
def one_complete_list(patch: pytest.MonkeyPatch) -> None:
    """after the first complete list there is never another one."""
    patch.setattr(detect.Detector, "scan_due", lambda _self, _record, _side, cursor, _now: cursor.scanned_at is None)


@defect(replace(climates.DELETING, traits={"deletes": "tombstone", "since": True}, manner={"hints": 0.0}))
def tombstones_passed_over(patch: pytest.MonkeyPatch) -> None:
    """the marks of deleted items are passed over."""
    pages = HttpPeer.pages

    async def living(self: HttpPeer, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in pages(self, resource, since=since):
            yield replace(page, items=tuple(item for item in page.items if not item.deleted))

    patch.setattr(HttpPeer, "pages", living)


@defect(replace(climates.LAGGING, traits={"stamps": "ms", "since": True, "etag": False}))
def older_is_news(patch: pytest.MonkeyPatch) -> None:
    """a list that shows an older version than is known is believed."""
    patch.setattr(observe, "_older", lambda _item, _was: False)


@defect(climates.LAGGING)
def same_stamp_is_news(patch: pytest.MonkeyPatch) -> None:
    """a list that shows something else at the same stamp is believed."""
    patch.setattr(observe, "_undated", lambda _now, _was: False)


@defect(replace(climates.BUSY, traits={"stamps": "min"}))
def stamp_for_content(patch: pytest.MonkeyPatch) -> None:
    """whether an item changed is told from its stamp alone."""
    digest_of = observe.digest_of

    def hasty(item: Item, *, in_scope: bool) -> str:
        return digest_of(item, in_scope=in_scope) if item.updated_at is None else f"{item.updated_at} {in_scope}"

    patch.setattr(observe, "digest_of", hasty)


@defect(replace(climates.BUSY, manner={"hints": 0.6}))
def hints_are_the_truth(patch: pytest.MonkeyPatch) -> None:
    """an item that a webhook told of is not looked for in lists."""
    told: set[tuple[int, str, str]] = set()
    look, pages = hints.Follower._look, HttpPeer.pages  # noqa: SLF001

    async def noted(self: Any, hint: Any, followed: Any) -> None:
        told.add((id(self._peers[hint.side]), hint.resource, hint.item_id))
        await look(self, hint, followed)

    async def others(self: HttpPeer, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in pages(self, resource, since=since):
            yield replace(page, items=tuple(item for item in page.items if (id(self), resource, item.id) not in told))

    patch.setattr(hints.Follower, "_look", noted)
    patch.setattr(HttpPeer, "pages", others)


@defect(climates.BEHIND)
def absent_is_gone(patch: pytest.MonkeyPatch) -> None:
    """what a look does not find is taken for deleted, however shortly it was there before."""
    patch.setattr(observe, "absent_too_soon", lambda *_: False)


@defect(climates.BEHIND)
def behind_is_believed(patch: pytest.MonkeyPatch) -> None:
    """what a look shows is believed, also where it is older than what is known."""
    patch.setattr(observe, "behind", lambda *_, **__: False)


@defect(climates.BEHIND)
def before_is_after(patch: pytest.MonkeyPatch) -> None:
    """what a look after a write shows is what was kept, also where it is what was before the write."""
    patch.setattr(writing, "as_before", lambda *_: False)


@defect(climates.MERGING)
def merged_is_gone(patch: pytest.MonkeyPatch) -> None:
    """an item that was merged into another one is taken for deleted."""
    get = HttpPeer.get

    async def blunt(self: Any, resource: str, item_id: str) -> Any:
        found = await get(self, resource, item_id)
        return Missing.GONE if isinstance(found, MergedInto) else found

    patch.setattr(HttpPeer, "get", blunt)
