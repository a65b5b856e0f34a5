"""What could be wrong about sending writes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from tests.simulation.defects import climates
from tests.simulation.defects.defect import defects

from interlock.errors import Refused
from interlock.model.peer import Item, Missing, Page
from interlock.peers import HttpPeer
from interlock.peers.pace import Pace
from interlock.sync import pairing, settle, several, straight, writing
from interlock.sync.health import Health
from interlock.sync.refusals import Refusals

DEFECTS, defect = defects()


@defect(replace(climates.BUSY, traits={"etag": False}))
def no_second_look(patch: pytest.MonkeyPatch) -> None:
    """the look before a write shows what a list showed a while ago."""
    pages, get = HttpPeer.pages, HttpPeer.get
    kept: dict[tuple[int, str, str], Item] = {}

    async def keeping(self: HttpPeer, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in pages(self, resource, since=since):
            kept.update({(id(self), resource, item.id): item for item in page.items})
            yield page

    async def stale(self: HttpPeer, resource: str, item_id: str) -> Item | Missing:
        found: Any = kept.get((id(self), resource, item_id)) or await get(self, resource, item_id)
        return found  # type: ignore[no-any-return]

    patch.setattr(HttpPeer, "pages", keeping)
    patch.setattr(HttpPeer, "get", stale)


@defect(replace(climates.BUSY, traits={"etag": False}))
def no_look_at_all(patch: pytest.MonkeyPatch) -> None:
    """a write is sent on what was known when it was decided."""

    async def unchanged(_self: Any, _job: Any) -> None:
        return None

    patch.setattr(writing.Writing, "_changed", unchanged)


@defect(replace(climates.BUSY, kinds={**climates.BUSY.kinds, "stall": 12}, traits={"etag": False}))
def sends_when_it_wakes(patch: pytest.MonkeyPatch) -> None:
    """a process that stood still sends what it was about to send."""
    patch.setattr(writing.Writing, "out_of_turn", lambda *_: None)


@defect(climates.HURRIED)
def does_not_wait(patch: pytest.MonkeyPatch) -> None:
    """a system that asks to wait is asked again at once."""
    patch.setattr(Health, "wait", lambda *_: None)
    patch.setattr(Pace, "hold", lambda *_: None)


@defect(climates.TALK)
def base_stays(patch: pytest.MonkeyPatch) -> None:
    """after a write, what both sides agree on stays what it was."""
    base = settle.Settler._base  # noqa: SLF001

    def stale(self: Any, record: Any, intent: Any, link: Any, *rest: Any, **more: Any) -> Any:
        made, as_expected = base(self, record, intent, link, *rest, **more)
        return {**made, **link.base}, as_expected

    patch.setattr(settle.Settler, "_base", stale)


@defect(climates.STUMBLES)
def stumbling_is_refusing(patch: pytest.MonkeyPatch) -> None:
    """a write that is answered with a server error is taken for not done."""
    unknown = Refusals._unknown  # noqa: SLF001

    def sure(self: Any, job: Any, fault: Any, *, sent: bool) -> None:
        unknown(self, job, fault, sent=sent and not isinstance(fault, Refused))

    patch.setattr(Refusals, "_unknown", sure)


@defect(climates.LOST)
def silence_is_refusing(patch: pytest.MonkeyPatch) -> None:
    """a write that is not answered is taken for not done."""
    unknown = Refusals._unknown  # noqa: SLF001

    def sure(self: Any, job: Any, fault: Any, *, sent: bool) -> None:
        del sent
        unknown(self, job, fault, sent=False)

    patch.setattr(Refusals, "_unknown", sure)


@defect(replace(climates.LOST, traits={"keys": False, "together": 10}))
def batch_is_sent_again(patch: pytest.MonkeyPatch) -> None:
    """several writes in one request whose answer was lost are sent again one by one."""

    async def again(one: Any, jobs: Any, _fault: Any) -> Any:
        return [await one.sent(job) for job in jobs]

    patch.setattr(several, "spoilt", again)


@defect(replace(climates.CALM, acts={"create": 20, "edit": 10}, words=climates.PLAIN, traits={"together": 10}))
def batch_answers_are_shifted(patch: pytest.MonkeyPatch) -> None:
    """the answers to several writes in one request are taken for each other's."""

    def shifted(pair: Any) -> Any:
        def shift(*args: Any) -> Any:
            found = pair(*args)
            items = list(found.values()) if found else []
            return dict(zip(found, [*items[1:], *items[:1]], strict=True)) if found else found

        return shift

    patch.setattr(writing, "paired", shifted(pairing.paired))
    patch.setattr(straight, "by_key", shifted(pairing.by_key))


@defect(climates.TOGETHER)
def refused_is_split(patch: pytest.MonkeyPatch) -> None:
    """a refused request for several is sent again by halves, though some of it may have been done."""
    patch.setattr(writing.Writing, "all_or_none", lambda *_: True)


@defect(climates.TOGETHER)
def refused_is_not_done(patch: pytest.MonkeyPatch) -> None:
    """a refused request for several is taken for not done, though some of it may have been."""
    patch.setattr(several, "_done_in_part", lambda _status: False)
    patch.setattr(several, "_FOR_ONE", frozenset())


@defect(climates.HURRIED)
def waits_for_ever(patch: pytest.MonkeyPatch) -> None:
    """a system that once asked to wait is never used again."""
    wait = Health.wait
    patch.setattr(Health, "wait", lambda self, side, _wait_s: wait(self, side, 1e8))


@defect(climates.CALM)
def secret_is_kept(patch: pytest.MonkeyPatch) -> None:
    """the note of a write holds what signs it."""
    create = HttpPeer.create_request

    def signed(self: Any, *args: Any, **more: Any) -> Any:
        request = create(self, *args, **more)
        token = next(iter(self.credential_of_tests.values()))
        return replace(request, headers={**request.headers, "x-signed-with": token})

    begun = HttpPeer.__init__

    def remembering(self: Any, profile: Any, transport: Any, clock: Any, credential: Any, **more: Any) -> None:
        begun(self, profile, transport, clock, credential, **more)
        self.credential_of_tests = {part: credential.reveal(part) or "" for part in credential.parts}

    patch.setattr(HttpPeer, "__init__", remembering)
    patch.setattr(HttpPeer, "create_request", signed)
