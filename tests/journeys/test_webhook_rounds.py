"""`doctor` tries whether webhooks arrive: against sandboxes that send them, lose them, and sign them wrongly."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.journeys.listening import Standing, free_port, standing, until
from tests.peers.helpers import START

from interlock.doctor.check import Outcome, Proof
from interlock.journeys.doctoring import diagnose
from interlock.journeys.project import load
from interlock.journeys.subscribing import remembered
from interlock.model import hearing
from interlock.model.hearing import Hearing
from interlock.model.value import Side


async def _tried(world: Standing, *, port: int | None = None, patience_s: float = 20.0) -> Proof:
    """What it says of the shop's webhooks; the items of both sandboxes are as before."""
    before = _items(world)
    listen = ("127.0.0.1", world.port if port is None else port)
    found = await asyncio.to_thread(
        diagnose, load(world.project.folder), env=None, listen=listen, patience_s=patience_s
    )
    assert _items(world) == before
    proofs = next(one.proofs for one in found.results if one.check == "webhooks")
    return next(one for one in proofs if one.about == "Storefront")


def _items(world: Standing) -> list[int]:
    return [len(world.left.store.items(name)) for name in ("customers", "orders", "products")]


def _healthy(world: Standing) -> None:
    world.left.populate("customers", 2)


def _losing(world: Standing) -> None:
    world.left.webhooks.on_the_way = replace(world.left.webhooks.on_the_way, lost=1.0)


def _forging(world: Standing) -> None:
    webhooks = world.left.webhooks
    known = webhooks.subscribers
    webhooks.subscribers = lambda: tuple(replace(one, secret="another") for one in known())  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("shop", "patience_s", "outcome", "said"),
    [
        (_healthy, 20.0, Outcome.PROVEN,
         ("a webhook of the customers item that was made arrived within 1 s, rightly signed; "
          "its subscription 1 stays, as it cannot be taken back")),
        (_losing, 1.8, Outcome.MISSING, "a webhook of the customers item that was made did not arrive within 1 s"),
        (_forging, 20.0, Outcome.MISSING,
         "a webhook of the customers item that was made arrived with a wrong signature: "),
    ],
    ids=["sends", "loses", "signs wrongly"],
)  # fmt: skip
async def test_a_webhook_is_had_sent_and_told_for_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shop: Callable[[Standing], None], patience_s: float,
    outcome: Outcome, said: str,
) -> None:  # fmt: skip
    async with standing(tmp_path, monkeypatch) as world:
        shop(world)
        found = await _tried(world, patience_s=patience_s)
        assert (found.outcome, found.said[: len(said)]) == (outcome, said), found
        # The shop cannot take subscriptions back, so that the next run goes on with this one.
        with closing(world.ledger()) as ledger:
            known = remembered(ledger, Side.LEFT)
            assert known is not None
            assert known.address == f"{world.address}/webhooks/storefront"
            assert ledger.waiting_hints() <= 1


async def test_without_a_public_address_a_system_on_this_machine_sends_to_where_it_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with standing(tmp_path, monkeypatch, register=False) as world:
        found = await _tried(world, port=0)
        assert (found.outcome, "rightly signed" in found.said) == (Outcome.PROVEN, True), found


async def test_a_secret_that_is_missing_is_told_where_it_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = '[environments.sandbox.systems.Storefront.webhooks]\nsecret = "env:HOOKS_SECRET_THAT_NOBODY_SET"'
    async with standing(tmp_path, monkeypatch, hooks) as world:
        found = await _tried(world)
        assert found.outcome is Outcome.NOT_TRIED
        assert "cannot be tried here: the environment variable `HOOKS_SECRET_THAT_NOBODY_SET`" in found.said


async def test_where_nothing_may_be_made_it_says_so_and_what_a_run_took_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with standing(tmp_path, monkeypatch) as world:
        async with world.listening():
            await until(world.is_subscribed)
            found = await _tried(world, port=free_port())
            assert found.outcome is Outcome.NOT_TRIED
            assert found.said.startswith("cannot be tried here: a run is under way (")
        with closing(world.ledger()) as ledger:
            ledger.set_fact(hearing.fact_of(Side.LEFT), hearing.written(Hearing(received=3, last_at=START)))
        settings = world.project.folder / "interlock.toml"
        settings.write_text(settings.read_text().replace('kind = "sandbox"', 'kind = "production"'))
        asked = len(world.left.webhooks.subscribers())
        found = await _tried(world)
        assert found.outcome is Outcome.PROVEN
        assert "3 came, the last on" in found.said
        assert "it was not tried now: `sandbox` is a production environment: a try of webhooks makes" in found.said
        assert len(world.left.webhooks.subscribers()) == asked
