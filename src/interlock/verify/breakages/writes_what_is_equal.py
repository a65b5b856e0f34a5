"""Items are written again and again though nothing changed, which other systems take for news."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime

from interlock.model.peer import Item, Page
from interlock.verify.breakages._base import Breakage, Case, Spot
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import target
from interlock.verify.breakages._values import here, written


class _Echoes(Meddling):
    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        if resource == self.resource:
            async for page in self.inner.pages(resource, since=None):
                for one in [one for one in page.items if not one.deleted][:1]:
                    request = self.inner.update_request(resource, self._without_values(one), one.body)
                    await self.inner.write(resource, request)
                break
        async for page in self.inner.pages(resource, since=since):
            yield page

    def _without_values(self, item: Item) -> Item:
        """The item as if its mapped fields had to be written, so that a system that takes a part gets that part."""
        names = {field.path.root for field in written(self.row, self.record, here(self))}
        return item._replace(body={key: value for key, value in item.body.items() if key not in names})


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.flows():
        profile = case.profile(row, side)
        if profile is not None and any(True for _ in written(row, profile, side)):
            yield Spot(row.name, side)


def _criterion(case: Case, spot: Spot) -> str:
    return f"After 1 hour of quiet, nothing is written to {case.name(target(spot))}."


BREAKAGE = Breakage(
    title="writes what is equal already",
    spots=_spots,
    build=meddled(_Echoes),
    criterion=_criterion,
    shows=("nothing_written", "quiet"),
)
