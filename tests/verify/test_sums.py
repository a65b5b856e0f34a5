"""What is computed of a day's requests is what a run sends in a day."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from tests.verify.helpers import TEXT, Case, example

from interlock.document import read
from interlock.model.fact import sure
from interlock.model.peer import Page
from interlock.model.sums import load_of
from interlock.model.value import Side
from interlock.model.verdict import Judgement
from interlock.verify import Engine, Parts, integration

_HOURS = 8
_QUIET = f"- **quiet**: After {_HOURS} hours of quiet, every Stock is equal in both."


class Counting:
    """A peer that counts its requests for lists."""

    def __init__(self, peer: Any) -> None:
        self._peer = peer
        self.asked = 0
        self.longest: dict[str, int] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._peer, name)

    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        items = 0
        async for page in self._peer.pages(resource, since=since):
            self.asked += 1
            items += len(page.items)
            yield page
        self.longest[resource] = max(items, self.longest.get(resource, 0))


@pytest.mark.parametrize("page", [100, 2])
def test_looking_takes_as_many_requests_as_is_computed(page: int) -> None:
    text = re.sub(r"(?m)^- (Storefront|ERP) keeps .*\n", "", TEXT)
    text = re.sub(r"(?s)(## Acceptance criteria\n\n).*?\n\n## ", rf"\g<1>{_QUIET}\n\n## ", text)
    profiles = {
        side: replace(
            profile,
            records=tuple(
                replace(one, paging=sure(replace(one.paging.value, size_max=page, size_default=page)))
                if one.paging.value
                else one
                for one in profile.records
            ),
        )
        for side, profile in example().profiles.items()
    }
    counted: dict[Side, Counting] = {}

    def build(parts: Parts) -> Engine:
        counted.update({side: Counting(peer) for side, peer in parts.peers.items()})
        return integration(replace(parts, peers=counted))

    case = Case(read(text, "test.interlock.md").document, profiles)
    assert case.verdict("quiet", build=build).judgement is Judgement.MET
    facts = "\n".join(
        f"- {case.document.system(side).name} keeps {peer.longest[row.resource(side)]} {row.name}s."
        for side, peer in counted.items()
        for row in case.document.records
    )
    stated = read(text.replace("- Storefront times", f"{facts}\n- Storefront times"), "test.interlock.md").document
    for side, peer in counted.items():
        expected = load_of(stated, side, profiles).looking_per_s * _HOURS * 3_600
        # Never fewer than computed; a few more are those of the beginning, before the quiet hours.
        assert expected <= peer.asked <= expected * 1.1, side
