"""Of each list only the first ten items are read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from interlock.asking.decisions import deadline
from interlock.asking.sentences import many
from interlock.model.peer import Page
from interlock.verify.breakages._base import Breakage, Case, Spot, flows
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import target

_SO_MANY = 10


class _Skims(Meddling):
    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in self.inner.pages(resource, since=since):
            if resource != self.resource:
                yield page
                continue
            yield Page(page.items[:_SO_MANY], page.server_time, True)
            return


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    return (
        f"When 50 {many(row.name)} change in {case.name(side.other)}, their mapped fields are equal in "
        f"{case.name(side)} within {deadline(row)}."
    )


BREAKAGE = Breakage(
    title="reads the first ten items of a list only",
    spots=flows,
    build=meddled(_Skims, reads=True),
    criterion=_criterion,
    shows=("down", "spread", "within_of_last", "within_of_return", "quiet"),
)
