"""Deadlines are exact and what must last is looked at all the time: shown with integrations that do one thing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from tests.verify.helpers import with_criterion

from interlock.model.peer import Item
from interlock.model.value import Side
from interlock.model.verdict import Judgement, Verdict
from interlock.verify import Build, Engine, Parts

_TRIGGER = "When a Stock's `available` changes from 5 to 0 in ERP"
# The trigger of a running integration comes so long after its start (a bench's settling time).
Act = Callable[[Parts], Awaitable[None]]


@dataclass
class OnChange:
    """Copies the number for sold out products, so long after it is there."""

    parts: Parts
    late: timedelta
    values: tuple[int, ...]

    async def watch(self, stop: asyncio.Event) -> None:
        erp, shop = self.parts.peers[Side.RIGHT], self.parts.peers[Side.LEFT]
        item = None
        while item is None and not stop.is_set():
            await self.parts.clock.sleep(1)
            item = await _sold_out(erp)
        assert item is not None
        changed = item.updated_at
        assert changed is not None
        await self.parts.clock.sleep((changed + self.late - self.parts.clock.now()).total_seconds())
        code = str(item.body["product_code"]).casefold()
        for value in self.values:
            async for page in shop.pages("products", since=None):
                for product in page.items:
                    if str(product.body["sku"]).casefold() == code:
                        body = {**product.body, "stock_quantity": value}
                        await shop.write("products", shop.update_request("products", product, body))
        await stop.wait()


async def _sold_out(erp: object) -> Item | None:
    async for page in erp.pages("stock-levels", since=None):  # type: ignore[attr-defined]
        for item in page.items:
            if item.body["available"] == 0:
                return item  # type: ignore[no-any-return]
    return None


def _copies(*, late: timedelta, values: tuple[int, ...] = (0,)) -> Build:
    def build(parts: Parts) -> Engine:
        return OnChange(parts, late, values)

    return build


def _verdict(outcome: str, build: Build) -> Verdict:
    return with_criterion(f"{_TRIGGER}, {outcome}.").verdict("one", build=build)


@pytest.mark.parametrize(
    ("late", "judgement"),
    [
        (timedelta(minutes=4, seconds=58), Judgement.MET),
        (timedelta(minutes=5, seconds=1), Judgement.NOT_MET),
    ],
)
def test_a_deadline_is_exact(late: timedelta, judgement: Judgement) -> None:
    verdict = _verdict("its `stock_quantity` is 0 in Storefront within 5 minutes", _copies(late=late))
    assert verdict.judgement is judgement, verdict.reason


def test_a_deadline_fails_when_it_passes() -> None:
    verdict = _verdict("its `stock_quantity` is 0 in Storefront within 5 minutes", _copies(late=timedelta(hours=3)))
    assert verdict.failed_at is not None
    changed = next(line.at for line in verdict.timeline if "becomes" in line.what)
    assert verdict.failed_at - changed == timedelta(minutes=5)


def test_what_must_last_fails_at_the_moment_at_which_it_was_not_so() -> None:
    """The value is put back in the same second, and was wrong all the same."""
    build = _copies(late=timedelta(minutes=7), values=(1, 5))
    verdict = _verdict("the matching Stock is unchanged in Storefront for 1 hour", build)
    assert verdict.judgement is Judgement.NOT_MET
    assert verdict.failed_at is not None
    changed = next(line.at for line in verdict.timeline if "becomes" in line.what)
    assert timedelta(minutes=6, seconds=59) <= verdict.failed_at - changed <= timedelta(minutes=7, seconds=1)


def test_a_value_that_comes_and_goes_is_not_met() -> None:
    build = _copies(late=timedelta(minutes=1), values=(0, 4))
    verdict = _verdict("its `stock_quantity` is 0 in Storefront within 5 minutes", build)
    assert verdict.judgement is Judgement.NOT_MET
    assert "`4`" in verdict.reason


def test_what_was_so_before_shows_nothing() -> None:
    verdict = _verdict("its `available` is 0 in ERP within 5 minutes", _copies(late=timedelta(minutes=1)))
    assert verdict.judgement is Judgement.CANNOT_TELL
    assert "true before the integration does anything" in verdict.reason
