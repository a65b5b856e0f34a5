"""Defects that somebody could build into the sync: each is planted on purpose, and must be found."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.simulation.script import Climate
from tests.simulation.words import GUARDED

from interlock.adapters.ledger import SqliteLedger
from interlock.errors import SystemFault
from interlock.model.kept import Cursor
from interlock.model.peer import Found, Item, Missing, Page
from interlock.model.value import Side
from interlock.peers import HttpPeer
from interlock.sync import conflicts, cursors, detect, merge, recover, settle, units
from interlock.sync.deletes import one_is_gone
from interlock.sync.record import Record
from interlock.sync.situation import Decided, Linked, Result

Plant = Callable[[pytest.MonkeyPatch], None]


def skip_resolve(patch: pytest.MonkeyPatch) -> None:
    """A create whose answer was lost is sent again without looking."""

    async def blind(self: recover.Recovery, record: Record, intent: Any, _now: object) -> None:
        self._again(record, intent, "sent again")

    patch.setattr(recover.Recovery, "_create", blind)


def our_clock_for_theirs(patch: pytest.MonkeyPatch) -> None:
    """The next look begins where our own clock was, without an overlap."""

    theirs = cursors.Times.cursor

    def cursor(self: Any, began: datetime) -> Cursor:
        whole: Cursor = theirs(self, began)
        return replace(whole, since=began)

    patch.setattr(cursors, "_OVERLAP", timedelta(0))
    patch.setattr(detect, "SETTLING", timedelta.max)
    patch.setattr(cursors.Times, "cursor", cursor)


def swallow_page_error(patch: pytest.MonkeyPatch) -> None:
    """A list that breaks off is taken for complete."""
    pages = HttpPeer.pages

    async def swallowing(self: HttpPeer, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        try:
            async for page in pages(self, resource, since=since):
                yield page
        except SystemFault:
            return

    patch.setattr(HttpPeer, "pages", swallowing)


def forbidden_is_gone(patch: pytest.MonkeyPatch) -> None:
    """What may not be seen any more is taken for deleted."""
    get = HttpPeer.get

    async def hasty(self: HttpPeer, resource: str, item_id: str) -> Found:
        found = await get(self, resource, item_id)
        return Missing.GONE if found is Missing.FORBIDDEN else found

    patch.setattr(HttpPeer, "get", hasty)


def nothing_noted(patch: pytest.MonkeyPatch) -> None:
    """Writes are not noted before they are sent, so that nobody waits for them or looks what became of them."""
    for name in ("open_intents", "close_intent", "doubt_intent"):
        patch.setattr(SqliteLedger, name, lambda *_, **__: None)
    patch.setattr(SqliteLedger, "intents", lambda *_, **__: ())


def base_stays(patch: pytest.MonkeyPatch) -> None:
    """After a write, what both sides agree on stays what it was."""
    base = settle.Settler._base  # noqa: SLF001

    def stale(self: Any, record: Any, intent: Any, link: Any, *rest: Any, **more: Any) -> Any:
        made, as_expected = base(self, record, intent, link, *rest, **more)
        return {**made, **link.base}, as_expected

    patch.setattr(settle.Settler, "_base", stale)


def no_second_look(patch: pytest.MonkeyPatch) -> None:
    """A look at one item shows what a list showed a while ago."""
    pages, get = HttpPeer.pages, HttpPeer.get
    kept: dict[tuple[int, str, str], Item] = {}

    async def keeping(self: HttpPeer, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        async for page in pages(self, resource, since=since):
            kept.update({(id(self), resource, item.id): item for item in page.items})
            yield page

    async def stale(self: HttpPeer, resource: str, item_id: str) -> Found:
        return kept.get((id(self), resource, item_id)) or await get(self, resource, item_id)

    patch.setattr(HttpPeer, "pages", keeping)
    patch.setattr(HttpPeer, "get", stale)


def loser_forgotten(patch: pytest.MonkeyPatch) -> None:
    """The value that gives way is in no history."""
    flow = merge._flow  # noqa: SLF001

    def silent(now: Any, source: Side, about: str, reason: str, *, lost: bool = False) -> Any:
        del lost
        return flow(now, source, about, reason)

    patch.setattr(merge, "_flow", silent)


def wrong_winner(patch: pytest.MonkeyPatch) -> None:
    """A conflict that is to be held is decided."""
    ruling = conflicts.ruling

    def hasty(*args: Any) -> Any:
        found = ruling(*args)
        return replace(found, side=Side.LEFT) if found.hold else found

    patch.setattr(merge, "ruling", hasty)


def restores_nothing(patch: pytest.MonkeyPatch) -> None:
    """An edit that may not flow stays."""

    def settled(now: Any, source: Side, winner: object, rules: object, about: str) -> Any:
        del source, winner, rules
        return merge.Outcome(merge.Fate.SETTLED, base=(now[Side.LEFT], now[Side.RIGHT]), about=about)

    patch.setattr(merge, "_edited_against_direction", settled)


def deletes_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A delete parts the items, whatever the rule says."""

    def parted(record: Record, item: Linked, gone: Side) -> Decided:
        found = one_is_gone(record, item, gone)
        return Decided(Result.EQUAL, reason="forgotten") if found.writes else found

    patch.setattr("interlock.sync.reconcile.one_is_gone", parted)


def guard_down(patch: pytest.MonkeyPatch) -> None:
    """Nobody asks about many deletes."""
    patch.setattr(units.Judge, "_guarded", lambda _self, _gone: "")


_CALM = {"fault": 0, "crash": 0, "decide": 0, "stall": 0, "full disk": 0, "document": 0, "clock": 0, "second": 0}
_LOST = Climate(
    kinds={"fault": 9, "restart": 9, "cycle": 12, "heal": 0, "watch": 0, "busy cycle": 0},
    acts={"create": 20},
    faults={"lost": 1},
    words={"client_create": "in both", "client_start": "all", "client_when": ""},
    traits={"keys": False},
    manner={"lag_s": 40.0},
)
_BREAKS = Climate(
    kinds={"fault": 12, "cycle": 9, "heal": 0},
    acts={"create": 20},
    faults={"500": 1, "drop": 1, "down": 1},
    traits={"size": 2, "since": True, "paging": "cursor"},
    manner={"latency_s": 0.2},
)
_SECRET = Climate(
    kinds={"fault": 9, "cycle": 12, "heal": 1},
    faults={"hidden": 1},
    words={"client_delete": "delete", "client_create": "in both", "client_start": "all", "client_when": ""},
    traits={"deletes": "hidden", "since": False},
)
_MEETING = Climate(kinds={**_CALM, "busy cycle": 9}, acts={"edit both": 9, "edit across": 5})
_LATE = Climate(kinds={**_CALM, "busy cycle": 12}, acts={"edit": 20, "edit both": 9})
_TALK = Climate(kinds={**_CALM, "cycle": 9}, acts={"answer": 20}, words={"client_start": "all"})
_AGAINST = Climate(kinds=_CALM, acts={"edit": 20}, words={"client_conflict": "source of truth wins"})
_LEAVING = Climate(
    kinds={**_CALM, "people": 12, "cycle": 9},
    acts={"create": 16, "delete": 8},
    words={"policies": GUARDED, "client_delete": "delete", "client_start": "all", "client_when": ""},
)

DEFECTS: dict[str, tuple[Plant, Climate]] = {
    "a create is sent again without looking": (skip_resolve, _LOST),
    "the cursor is our own clock": (our_clock_for_theirs, replace(_LATE, manner={"clock_offset_s": -40.0})),
    "a broken list is complete": (swallow_page_error, _BREAKS),
    "forbidden is gone": (forbidden_is_gone, _SECRET),
    "nothing is noted before it is sent": (nothing_noted, _LOST),
    "the base does not advance": (base_stays, _TALK),
    "no look before a write": (no_second_look, replace(_LATE, traits={"etag": False})),
    "the loser is forgotten": (loser_forgotten, _MEETING),
    "what is to be held is decided": (wrong_winner, replace(_MEETING, words={"client_conflict": "hold"})),
    "an edit against the direction stays": (restores_nothing, _AGAINST),
    "deletes are forgotten": (deletes_forgotten, Climate(acts={"delete": 5})),
    "no guard for many deletes": (guard_down, _LEAVING),
}
"""By what somebody might do: how it is planted, and the climate in which it shows soon."""
