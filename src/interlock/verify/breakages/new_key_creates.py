"""An item whose match key changed is created again under the new one."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.asking.decisions import deadline
from interlock.asking.sentences import an
from interlock.model.decisions import MatchPair
from interlock.model.http import Request
from interlock.model.path import get
from interlock.model.peer import Item
from interlock.model.value import Body, Side
from interlock.verify.breakages._base import Breakage, Case, Spot, needed
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import flowing, target


class _Recreates(Meddling):
    def update_request(self, resource: str, before: Item, body: Body, *, together: bool = False) -> Request:
        match = self.row.matched_by.value
        for pair in match.pairs if match is not None and resource == self.resource else ():
            field = pair.right if self.resource == self.row.resource(Side.RIGHT) else pair.left
            now, was = get(body, field), get(before.body, field)
            if isinstance(now, str) and isinstance(was, str) and now.casefold() != was.casefold():
                return self.inner.create_request(resource, body, key=None)
        return self.inner.update_request(resource, before, body, together=together)


def _key(case: Case, spot: Spot) -> MatchPair | None:
    """The pair of the match key whose value flows to the side of the spot."""
    row, side = case.row(spot), target(spot)
    match = row.matched_by.value
    if match is None or len(match.pairs) != 1:
        return None
    pair = match.pairs[0]
    source = pair.left if side is Side.RIGHT else pair.right
    return pair if any(path == source for _, path in flowing(row, side)) else None


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.creating():
        if _key(case, Spot(row.name, side)) is not None:
            yield Spot(row.name, side)


def _criterion(case: Case, spot: Spot) -> str:
    row, side, pair = case.row(spot), target(spot), needed(_key(case, spot))
    here, there = (pair.left, pair.right) if side is Side.RIGHT else (pair.right, pair.left)
    return (
        f"When {an(row.name)}'s `{here}` changes in {case.name(side.other)}, its `{there}` is equal in "
        f"{case.name(side)} within {deadline(row)} and no {row.name} is created in {case.name(side)}."
    )


BREAKAGE = Breakage(
    title="creates an item again when its match key changes",
    spots=_spots,
    build=meddled(_Recreates),
    criterion=_criterion,
    shows=("none_created", "changed"),
)
