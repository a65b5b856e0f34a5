"""Subscriptions to a system's events: made once, made anew where nothing comes any more, taken back."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from tests.sync.helpers import FakeClock

from interlock.adapters.ledger import SqliteLedger
from interlock.adapters.transports.in_process import InProcessTransport
from interlock.errors import NotPossible
from interlock.journeys.subscribing import remembered, subscribable, subscribe, unsubscribe
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.peers import HttpPeer
from interlock.sandbox import Sandbox
from interlock.systems import learn

TEXT = {"type": "string"}
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _system(*, each: bool = False, removable: bool = True, secret: str = "") -> SystemProfile:
    """A system with orders, and subscriptions that can be listed, made and taken back."""
    order = {"type": "object", "properties": {"id": TEXT, "number": TEXT, "total": {"type": "integer"}}}
    names = {"type": "string", "enum": ["order.created", "order.updated", "order.deleted"]}
    hook: dict[str, Any] = {"type": "object", "required": ["url"], "properties": {"id": {**TEXT, "readOnly": True}}}
    hook["properties"] |= {
        "url": TEXT,
        "topic" if each else "events": names if each else {"type": "array", "items": names},
    }
    if secret:
        hook["properties"][secret] = TEXT
    event = {"type": "object", "properties": {"event": names, "data": {"type": "object", "properties": {"id": TEXT}}}}
    many = {"type": "array", "items": hook}
    path = {"id": {"name": "id", "in": "path", "required": True, "schema": TEXT}}["id"]
    hooks: dict[str, Any] = {
        "get": {"responses": {"200": {"description": "", **_json(many)}}},
        "post": {
            "requestBody": _json(hook),
            "responses": {"201": {"description": "", **_json(hook)}},
            "callbacks": {"event": {"{$request.body#/url}": {"post": {"requestBody": _json(event)}}}},
        },
    }
    paths: dict[str, Any] = {
        "/orders": {"get": {"responses": {"200": {"description": "", **_json({"type": "array", "items": order})}}}},
        "/webhooks": hooks,
    }
    if removable:
        paths["/webhooks/{id}"] = {
            "parameters": [path],
            "get": {"responses": {"200": {"description": "", **_json(hook)}}},
            "delete": {"responses": {"204": {"description": ""}}},
        }
    whole = {"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"}, "paths": paths}
    return learn("Shop", orjson.dumps(whole), file="shop.json").profile


class _Place:
    def __init__(self, tmp_path: Path, profile: SystemProfile) -> None:
        self.sandbox = Sandbox(profile, FakeClock(NOW))
        transport = InProcessTransport(self.sandbox)
        self.peer = HttpPeer(subscribable(profile), transport, FakeClock(NOW), self.sandbox.credential)
        self.ledger = SqliteLedger(tmp_path / "ledger", "test")

    async def subscribe(self, address: str = "https://us.example/hook", secret: str = "") -> None:
        await subscribe(self.peer, self.ledger, Side.LEFT, address=address, resources=["orders"], secret=secret, at=NOW)


async def test_one_subscription_for_all_events_that_matter(tmp_path: Path) -> None:
    place = _Place(tmp_path, _system())
    with closing(place.ledger):
        await place.subscribe()
        await place.subscribe()
        (one,) = place.sandbox.webhooks.subscribers()
        assert one.address == "https://us.example/hook"
        assert one.events == {"order.created", "order.updated", "order.deleted"}


async def test_one_for_each_event_where_the_system_wants_that(tmp_path: Path) -> None:
    place = _Place(tmp_path, _system(each=True))
    with closing(place.ledger):
        await place.subscribe()
        found = [sorted(one.events) for one in place.sandbox.webhooks.subscribers()]
        assert found == [["order.created"], ["order.updated"], ["order.deleted"]]


async def test_another_address_takes_the_place_of_the_first(tmp_path: Path) -> None:
    place = _Place(tmp_path, _system())
    with closing(place.ledger):
        await place.subscribe()
        await place.subscribe("https://new.example/hook")
        assert [one.address for one in place.sandbox.webhooks.subscribers()] == ["https://new.example/hook"]


async def test_one_that_is_there_already_is_taken_for_ours(tmp_path: Path) -> None:
    """The answer to an earlier request, or the ledger, may have been lost."""
    place = _Place(tmp_path, _system())
    with closing(place.ledger):
        await place.subscribe()
        place.ledger.set_fact("subscription left", None)
        await place.subscribe()
        assert len(place.sandbox.webhooks.subscribers()) == 1


async def test_it_is_taken_back_also_when_it_is_gone_already(tmp_path: Path) -> None:
    place = _Place(tmp_path, _system())
    with closing(place.ledger):
        for gone in (False, True):
            await place.subscribe()
            if gone:
                place.sandbox.webhooks.forget_all()
            assert await unsubscribe(place.peer, place.ledger, Side.LEFT) == ()
            assert place.sandbox.webhooks.subscribers() == ()
            assert remembered(place.ledger, Side.LEFT) is None


async def test_what_cannot_be_taken_back_is_named(tmp_path: Path) -> None:
    place = _Place(tmp_path, _system(removable=False))
    with closing(place.ledger):
        await place.subscribe()
        (one,) = place.sandbox.webhooks.subscribers()
        assert await unsubscribe(place.peer, place.ledger, Side.LEFT) == (one.id,)


async def test_our_secret_goes_where_the_system_takes_one(tmp_path: Path) -> None:
    place = _Place(tmp_path, _system(secret="secret"))
    with closing(place.ledger):
        await place.subscribe(secret="ours")
        (one,) = place.sandbox.webhooks.subscribers()
        assert one.secret == "ours"


async def test_a_system_that_tells_of_nothing_that_flows(tmp_path: Path) -> None:
    place = _Place(tmp_path, replace(_system(), events=()))
    with closing(place.ledger), pytest.raises(NotPossible, match="names no event of a record that flows"):
        await place.subscribe()
