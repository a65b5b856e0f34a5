"""Items are created on a side on which the document lets none be created."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from interlock.asking.sentences import an
from interlock.model.path import Path, get, put
from interlock.model.peer import Item, Page, Peer
from interlock.model.value import Side
from interlock.verify.breakages._base import Breakage, Case, Spot
from interlock.verify.breakages._meddling import Meddling
from interlock.verify.breakages._sentences import target
from interlock.verify.engine import Build, Engine, Parts, integration


@dataclass
class _Overeager(Meddling):
    """Reads, and creates on the other side whatever it sees after the first look: like the first item there."""

    there: Peer | None = None
    other: str = ""
    keys: tuple[Path, Path] | None = None
    known: set[str] = field(default_factory=set)
    looked: bool = False

    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in self.inner.pages(resource, since=since):
            for one in page.items if resource == self.resource else ():
                if self.looked and one.id not in self.known:
                    await self._create(one)
                self.known.add(one.id)
            yield page
        self.looked |= resource == self.resource

    async def _create(self, new: Item) -> None:
        if self.there is None or self.keys is None:
            return
        async for page in self.there.pages(self.other, since=None):
            for like in page.items[:1]:
                value = get(new.body, self.keys[0])
                body = put(like.body, self.keys[1], value if isinstance(value, str | int) else None)
                await self.there.write(self.other, self.there.create_request(self.other, body, key=None))
            return


def _build(spot: Spot) -> Build:
    def build(parts: Parts) -> Engine:
        row, side = parts.document.record(spot.record), target(spot)
        match = row.matched_by.value if row is not None else None
        if row is None or match is None:
            return integration(parts)
        pair = match.pairs[0]
        keys = (pair.left, pair.right) if side is Side.RIGHT else (pair.right, pair.left)
        peer = _Overeager(parts.peers[side.other], parts.clock, row, row.resource(side.other))
        peer.there, peer.other, peer.keys = parts.peers[side], row.resource(side), keys
        return integration(replace(parts, peers={**parts.peers, side.other: peer}))

    return build


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.flows():
        known, match = row.create_missing.value, row.matched_by.value
        if known is not None and side not in known.sides and match is not None and len(match.pairs) == 1:
            yield Spot(row.name, side)


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    return (
        f"When {an(row.name)} is created in {case.name(side.other)}, no matching {row.name} exists in "
        f"{case.name(side)} for 1 hour."
    )


BREAKAGE = Breakage(
    title="creates what is never to be created there",
    spots=_spots,
    build=_build,
    criterion=_criterion,
    shows=("not_exists", "none_created", "created"),
)
