"""What was created is never updated."""

from __future__ import annotations

from interlock.model.http import Request
from interlock.model.peer import Item, Written
from interlock.model.value import Body
from interlock.verify.breakages._base import Breakage, flows
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import carried_over


class _Forgetful(Meddling):
    def update_request(self, resource: str, before: Item, body: Body, *, together: bool = False) -> Request:
        request = super().update_request(resource, before, body, together=together)
        if resource == self.resource:
            self.pending[id(request)] = request
        return request

    async def write(self, resource: str, request: Request) -> Written:
        if any(known == request for known in self.pending.values()):
            return Written(200, None, None)
        return await self.inner.write(resource, request)


BREAKAGE = Breakage(
    title="never updates what exists",
    spots=flows,
    build=meddled(_Forgetful),
    criterion=carried_over,
    shows=("changed", "changed_from_to", "element_removed", "changed_in_both"),
)
