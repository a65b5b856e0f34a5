"""Each create leaves one more item behind, which stands for nothing."""

from __future__ import annotations

import re

from interlock.model.http import Request
from interlock.model.peer import Written
from interlock.model.value import JSON, Body
from interlock.verify.breakages._base import Breakage, creates
from interlock.verify.breakages._meddling import Meddling, meddled
from interlock.verify.breakages._sentences import arrives
from interlock.verify.trace import marks_in


class _Litters(Meddling):
    async def write(self, resource: str, request: Request) -> Written:
        known = self.pending.pop(hash(request.body), None)
        found = await self.inner.write(resource, request)
        if known is not None and resource == self.resource:
            await self.inner.write(resource, known)
        return found

    def create_request(self, resource: str, body: Body, *, key: str | None, together: bool = False) -> Request:
        request = self.inner.create_request(resource, body, key=key, together=together)
        if resource == self.resource:
            stray = {name: _unmarked(value) for name, value in body.items()}
            self.pending[hash(request.body)] = self.inner.create_request(resource, stray, key=None)
        return request


def _unmarked(value: JSON) -> JSON:
    if isinstance(value, str):
        for one in marks_in(value):
            value = re.sub(one, f"jj{one[2:]}", value, flags=re.IGNORECASE)
        return value
    if isinstance(value, dict):
        return {key: _unmarked(inner) for key, inner in value.items()}
    return [_unmarked(inner) for inner in value] if isinstance(value, list) else value


BREAKAGE = Breakage(
    title="leaves a stray item beside each that it creates",
    spots=creates,
    build=meddled(_Litters),
    criterion=arrives,
    shows=("created", "exactly_once"),
)
