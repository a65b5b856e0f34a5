"""A create whose answer was lost is sent once more, and the item is there twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from interlock.asking.decisions import deadline
from interlock.asking.sentences import an
from interlock.errors import Unreachable
from interlock.model.http import Request
from interlock.model.peer import Written
from interlock.model.value import Body
from interlock.verify.breakages._base import Breakage, Case, Spot
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import target

_PAUSE = timedelta(seconds=45)


class _Insists(Meddling):
    def create_request(self, resource: str, body: Body, *, key: str | None, together: bool = False) -> Request:
        del key
        return self.inner.create_request(resource, body, key=None, together=together)

    async def write(self, resource: str, request: Request) -> Written:
        while True:
            try:
                return await self.inner.write(resource, request)
            except Unreachable as lost:
                if not lost.sent:
                    raise
                await self.clock.sleep(_PAUSE.total_seconds())


def _spots(case: Case) -> Iterator[Spot]:
    """Where the system itself would not refuse the second one."""
    for row, side in case.creating():
        profile = case.profile(row, side)
        if profile is not None and not any(one.unique.value for one in profile.fields):
            yield Spot(row.name, side)


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    return (
        f"When {an(row.name)} is created in {case.name(side.other)} while the answers of {case.name(side)} are lost, "
        f"every {row.name} exists exactly once in {case.name(side)} within {deadline(row)}."
    )


BREAKAGE = Breakage(
    title="sends a create again when its answer is lost",
    spots=_spots,
    build=meddled(_Insists),
    criterion=_criterion,
    shows=("answers_lost",),
)
