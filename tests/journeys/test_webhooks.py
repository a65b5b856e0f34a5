"""Webhooks from end to end: a system tells of a change, and it is in the other one at once."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from tests.journeys.listening import Standing, standing, until

from interlock.model import hearing
from interlock.model.value import Side
from interlock.sandbox.behaviours import OnTheWay
from interlock.sync import lagging


def _customers(world: Standing) -> list[str]:
    return sorted(str(item.body["display_name"]) for item in world.right.store.items("business-partners"))


def _new(world: Standing, name: str) -> str:
    body = {**world.left.believable("customers"), "first_name": name, "last_name": "Test"}
    return world.left.store.insert("customers", body)


def _on_the_way(world: Standing, how: OnTheWay) -> None:
    for sandbox in world.sandboxes.values():
        sandbox.webhooks.on_the_way = how


async def test_a_change_is_in_the_other_system_as_soon_as_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An item that was there a moment ago is missed for half a minute before it counts as deleted: no longer here.
    monkeypatch.setattr(lagging, "BEHIND", timedelta(0))
    async with standing(tmp_path, monkeypatch) as world, world.listening():
        await until(world.is_subscribed)
        (subscriber,) = world.left.webhooks.subscribers()
        assert subscriber.address == f"{world.address}/webhooks/storefront"
        assert "customer.deleted" in subscriber.events
        passes = len(world.reports)
        ann = _new(world, "Ann")
        await until(lambda: _customers(world) == ["Ann Test"])
        world.left.store.change("customers", ann, {"first_name": "Anna"})
        await until(lambda: _customers(world) == ["Anna Test"])
        world.left.store.remove("customers", ann)
        await until(lambda: world.right.store.items("business-partners")[0].archived)
        assert len(world.reports) > passes
        with closing(world.ledger()) as ledger:

            def told() -> hearing.Hearing:
                return hearing.read(ledger.fact(hearing.fact_of(Side.LEFT)))

            await until(lambda: told().hinted >= 3)
            assert told().received >= 3
            assert told().refused == 0


async def test_what_is_not_signed_with_our_secret_is_refused_and_looks_at_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with standing(tmp_path, monkeypatch) as world, world.listening(), aiohttp.ClientSession() as session:
        await until(world.is_subscribed)
        ann = _new(world, "Ann")
        await until(lambda: _customers(world) == ["Ann Test"])
        asked = len(world.left.log)
        event = {"event": "customer.updated", "data": {"id": int(ann)}}
        place = f"{world.address}/webhooks/storefront"
        for headers in ({}, {"X-Lark-Signature": "00" * 32}, {"X-Lark-Signature": "é" * 9}):
            async with session.post(place, json=event, headers=headers) as answer:
                assert (answer.status, await answer.text()) == (401, "not believed\n")
        async with session.post(f"{world.address}/webhooks/erp", json=event) as answer:
            assert answer.status == 404, "nothing is known of webhooks of that system"
        async with session.post(place, data=b"x" * 1_000_001) as answer:
            assert answer.status == 413
        assert [why for why in world.refused if why] == [
            "it is not signed",
            "its signature is wrong",
            "its signature is wrong",
        ]
        _on_the_way(world, OnTheWay(unsigned=1.0))
        world.left.store.change("customers", ann, {"first_name": "Anna"})
        await until(lambda: len([why for why in world.refused if why]) == 4)
        assert not [one for one in world.left.log[asked:] if one.item_id == ann and one.request.method == "GET"]


async def test_webhooks_may_come_twice_late_and_in_any_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with standing(tmp_path, monkeypatch) as world, world.listening():
        await until(world.is_subscribed)
        _on_the_way(world, OnTheWay(doubled=0.6, late_s=0.4))
        people = [_new(world, f"P{n}") for n in range(12)]
        for n, one in enumerate(people):
            world.left.store.change("customers", one, {"first_name": f"Q{n}"})
        world.left.store.remove("customers", people[0])
        wanted = sorted(f"Q{n} Test" for n in range(1, 12))
        await until(lambda: [name for name in _customers(world) if not name.startswith("Q0")] == wanted)
        await asyncio.sleep(0.6)
        active = [item for item in world.right.store.items("business-partners") if not item.archived]
        assert sorted(str(item.body["display_name"]) for item in active) == wanted
        creates = [one for one in world.right.log if one.request.method == "POST" and one.resource]
        assert len(creates) == len({item.id for item in world.right.store.items("business-partners")})


async def test_a_run_that_starts_again_does_not_subscribe_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with standing(tmp_path, monkeypatch) as world:
        for _ in range(2):
            async with world.listening():
                await until(world.is_subscribed)
                world.said.clear()
                _new(world, "Ann")
                await until(lambda: world.refused)
                assert world.refused == [""], "what the system made to sign with is still known"
                world.refused.clear()
        assert len(world.left.webhooks.subscribers()) == 1


async def test_without_a_public_address_it_says_why_webhooks_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with standing(tmp_path, monkeypatch, register=False) as world, world.listening():
        assert not world.left.webhooks.subscribers()
        assert any("webhooks of Storefront are not taken: there is no secret" in said for said in world.said)


async def test_a_subscription_made_by_hand_with_a_secret_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", "chosen-by-us")
    settings = '[environments.sandbox.systems.Storefront.webhooks]\nsecret = "env:HOOK_SECRET"\nregister = false'
    async with standing(tmp_path, monkeypatch, settings) as world:
        world.left.webhooks.listen(f"{world.address}/webhooks/storefront", secret="chosen-by-us")
        async with world.listening():
            _new(world, "Ann")
            await until(lambda: _customers(world) == ["Ann Test"])
            assert world.refused == [""]


async def test_a_flood_of_events_is_answered_and_each_item_is_looked_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", "s")
    settings = (
        '[environments.sandbox.systems.Storefront.webhooks]\nsignature = "token"\nheader = "X-Token"\n'
        'secret = "env:HOOK_SECRET"\nregister = false'
    )
    async with (
        standing(tmp_path, monkeypatch, settings) as world,
        world.listening(),
        aiohttp.ClientSession() as session,
    ):

        async def post(item_id: int) -> int:
            event = {"event": "customer.updated", "data": {"id": item_id}}
            place = f"{world.address}/webhooks/storefront"
            async with session.post(place, json=event, headers={"X-Token": "s"}) as answer:
                return answer.status

        statuses = await asyncio.gather(*(post(9_000_000 + n % 10) for n in range(400)))
        assert set(statuses) <= {200, 503}
        assert statuses.count(200) >= 64
        gets = [one for one in world.left.log if one.item_id and one.item_id.startswith("90000")]
        assert len(gets) < 60
        with closing(world.ledger()) as ledger:
            await until(lambda: ledger.waiting_hints() == 0)
