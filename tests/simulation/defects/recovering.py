"""What could be wrong about writes whose outcome is not known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.simulation.defects import climates
from tests.simulation.defects.defect import defects

from interlock.adapters.ledger import SqliteLedger
from interlock.peers import HttpPeer
from interlock.sync import evidence, recover
from interlock.sync.record import Record

DEFECTS, defect = defects(climates.LOST)


@defect()
def skip_resolve(patch: pytest.MonkeyPatch) -> None:
    """a create whose answer was lost is sent again without looking."""

    async def blind(self: recover.Recovery, record: Record, intent: Any, _now: object) -> None:
        self._again(record, intent, "sent again")

    patch.setattr(recover.Recovery, "_create", blind)


@defect()
def nothing_noted(patch: pytest.MonkeyPatch) -> None:
    """writes are not noted before they are sent."""
    for name in ("open_intents", "open_creates", "close_intent", "doubt_intent", "finish_intents"):
        patch.setattr(SqliteLedger, name, lambda *_, **__: None)
    patch.setattr(SqliteLedger, "intents", lambda *_, **__: ())


@defect()
def does_not_wait_for_lists(patch: pytest.MonkeyPatch) -> None:
    """a create that lists do not show yet is sent again."""
    patch.setattr(recover.Recovery, "_may_arrive", lambda *_: False)


@defect(climates.KEYED)
def another_key(patch: pytest.MonkeyPatch) -> None:
    """a create whose answer was lost is sent again without its key."""
    same_key = recover.Recovery._same_key  # noqa: SLF001

    async def bare(self: Any, record: Any, intent: Any, now: Any) -> None:
        headers = {name: text for name, text in intent.request.headers.items() if "idempotency" not in name.casefold()}
        await same_key(self, record, replace(intent, request=replace(intent.request, headers=headers)), now)

    patch.setattr(recover.Recovery, "_same_key", bare)


@defect(climates.KEYED)
def no_key(patch: pytest.MonkeyPatch) -> None:
    """creates carry no key, though the sync counts on it."""
    create = HttpPeer.create_request

    def bare(self: Any, resource: str, body: Any, *, key: Any, together: bool = False) -> Any:
        del key
        return create(self, resource, body, key=None, together=together)

    patch.setattr(HttpPeer, "create_request", bare)


@defect(climates.DOUBT)
def lost_update_is_done(patch: pytest.MonkeyPatch) -> None:
    """an update whose answer was lost is taken for done."""
    patch.setattr(recover, "applied", lambda written, *_: (evidence.Applied.YES, tuple(written)))
