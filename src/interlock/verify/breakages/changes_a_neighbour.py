"""Each write to an item changes another item, too."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.http import Request
from interlock.model.peer import Written
from interlock.model.value import JSON, Body
from interlock.verify.breakages._base import Breakage, Case, Spot
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import carried_over
from interlock.verify.breakages._values import here, is_number, is_text, written


class _Tramples(Meddling):
    async def write(self, resource: str, request: Request) -> Written:
        found = await self.inner.write(resource, request)
        if resource == self.resource:
            async for page in self.inner.pages(resource, since=None):
                for one in [one for one in page.items if one.id != found.id and not one.deleted][:1]:
                    changed = {**one.body, **self._changed(one.body)}
                    await self.inner.write(resource, self.inner.update_request(resource, one, changed))
                break
        return found

    def _changed(self, body: Body) -> dict[str, JSON]:
        changed: dict[str, JSON] = {}
        for field in written(self.row, self.record, here(self)):
            value = body.get(field.path.root)
            if is_number(field) and isinstance(value, int | float):
                changed[field.path.root] = value + 1
            elif is_text(field) and isinstance(value, str):
                changed[field.path.root] = "trampled"[: field.max_length or 8]
        return changed


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.flows():
        profile = case.profile(row, side)
        if profile is not None and any(is_number(one) or is_text(one) for one in written(row, profile, side)):
            yield Spot(row.name, side)


BREAKAGE = Breakage(
    title="changes another item with each write",
    spots=_spots,
    build=meddled(_Tramples),
    criterion=carried_over,
    shows=("changed", "changed_from_to", "created"),
)
