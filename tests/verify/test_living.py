"""What a sentence of absence proves: nothing, unless the integration was seen at work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from tests.verify.breakages import Idle
from tests.verify.helpers import DEMANDS_NOTHING, example, with_criterion

from interlock.errors import NotPossible
from interlock.model.value import Side
from interlock.model.verdict import Judgement
from interlock.verify import Engine, Parts, breakages, integration
from interlock.verify.breakages._base import Spot

ABSENT = "When an Order is created in Storefront with `payment_status` `pending`, no matching Order exists in ERP for"


@pytest.mark.parametrize("name", sorted(DEMANDS_NOTHING))
def test_an_integration_that_does_nothing_meets_no_sentence_of_absence(name: str) -> None:
    verdict = example().verdict(name, build=lambda _: Idle())
    assert verdict.judgement is Judgement.CANNOT_TELL
    assert verdict.reason.startswith("nothing shows that the integration looked (it asked nothing of Storefront; ")
    assert "made as a control, did not arrive within 21 min" in verdict.reason


def test_what_shows_it_at_work_stands_in_the_reason_and_the_timeline() -> None:
    verdict = example().verdict("unpaid-stays")
    control = next(line for line in verdict.timeline if line.what.endswith("as a control"))
    assert control.where == "Storefront"
    assert control.what.startswith("the new Order zq")
    assert "no matching Order in ERP; it was at work: the new Order zq" in verdict.reason


class Late:
    """Looks at nothing for a time, and then does as another does."""

    def __init__(self, parts: Parts, inner: Callable[[Parts], Engine], rests_s: float) -> None:
        self._clock, self._inner, self._rests_s = parts.clock, inner(parts), rests_s

    async def watch(self, stop: asyncio.Event) -> None:
        await self._clock.sleep(self._rests_s)
        await self._inner.watch(stop)


def test_one_that_looks_when_the_time_is_over_is_judged_by_what_it_does_then() -> None:
    case = with_criterion(f"{ABSENT} 15 minutes.")
    unfiltered = breakages()["filter_ignored"].build(Spot("Order", Side.LEFT))
    sound = case.verdict("one", build=lambda parts: Late(parts, integration, 40 * 60))
    assert sound.judgement is Judgement.MET
    found = case.verdict("one", build=lambda parts: Late(parts, unfiltered, 40 * 60))
    assert found.judgement is Judgement.CANNOT_TELL
    assert "nothing shows that the integration looked in time: when the new Order" in found.reason
    assert "a matching Order zq0000091 exists in ERP" in found.reason


class Stopped:
    """Works until it has come to rest, and falls over."""

    def __init__(self, parts: Parts) -> None:
        self._clock, self._inner = parts.clock, integration(parts)

    async def watch(self, stop: asyncio.Event) -> None:
        work = asyncio.create_task(self._inner.watch(stop))
        await self._clock.sleep(21 * 60)
        work.cancel()
        raise NotPossible("the disk is full")


def test_one_that_stopped_before_it_could_do_wrong_is_not_believed() -> None:
    verdict = with_criterion(f"{ABSENT} 15 minutes.").verdict("one", build=Stopped)
    assert verdict.judgement is Judgement.CANNOT_TELL
    assert verdict.reason.endswith("did not arrive within 0 s: the integration had stopped: the disk is full")
