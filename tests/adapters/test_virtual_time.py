"""Virtual time passes exactly, at once, and never hangs."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.adapters.virtual_time import Deadlock, VirtualClock, run_virtual

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_concurrent_sleeps_interleave_exactly() -> None:
    async def work(clock: VirtualClock) -> list[tuple[str, timedelta]]:
        seen: list[tuple[str, timedelta]] = []

        async def tick(name: str, every_s: float, times: int) -> None:
            for _ in range(times):
                await clock.sleep(every_s)
                seen.append((name, clock.now() - START))

        await asyncio.gather(tick("a", 0.3, 3), tick("b", 0.5, 2))
        return seen

    assert run_virtual(work, start=START) == [
        ("a", timedelta(seconds=0.3)),
        ("b", timedelta(seconds=0.5)),
        ("a", timedelta(seconds=0.6)),
        ("a", timedelta(seconds=0.9)),
        ("b", timedelta(seconds=1.0)),
    ]


def test_an_hour_takes_no_time() -> None:
    async def work(clock: VirtualClock) -> datetime:
        for _ in range(60):
            await clock.sleep(60)
        return clock.now()

    began = time.monotonic()
    assert run_virtual(work, start=START) == START + timedelta(hours=1)
    assert time.monotonic() - began < 1


def test_a_year_is_exact() -> None:
    async def work(clock: VirtualClock) -> datetime:
        await clock.sleep(365 * 86_400)
        await clock.sleep(0.001)
        return clock.now()

    assert run_virtual(work, start=START) == START + timedelta(days=365, milliseconds=1)


def test_waiting_for_what_nobody_does_is_an_error() -> None:
    async def work(clock: VirtualClock) -> None:
        await clock.sleep(5)
        await asyncio.Event().wait()

    with pytest.raises(Deadlock, match="virtual time stands still"):
        run_virtual(work, start=START)


def test_a_timeout_is_an_appointment() -> None:
    async def work(clock: VirtualClock) -> datetime:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(90):
                await asyncio.Event().wait()
        return clock.now()

    assert run_virtual(work, start=START) == START + timedelta(seconds=90)


def test_the_result_of_a_thread_is_taken() -> None:
    """A thread's answer is looked at, though nothing waits for it."""

    async def work(clock: VirtualClock) -> int:
        answer = asyncio.get_running_loop().run_in_executor(None, lambda: 7)
        while not answer.done():
            await clock.sleep(1)
        return await answer

    assert run_virtual(work, start=START) == 7


def test_a_start_needs_a_zone() -> None:
    async def work(clock: VirtualClock) -> None: ...

    with pytest.raises(ValueError, match="time zone"):
        run_virtual(work, start=START.replace(tzinfo=None))


@given(st.lists(st.integers(min_value=0, max_value=10_000_000), min_size=1, max_size=12))
def test_everyone_wakes_at_their_moment(delays_ms: list[int]) -> None:
    async def work(clock: VirtualClock) -> list[timedelta]:
        async def wake(delay_ms: int) -> timedelta:
            await clock.sleep(delay_ms / 1000)
            return clock.now() - START

        return await asyncio.gather(*(wake(delay) for delay in delays_ms))

    assert run_virtual(work, start=START) == [timedelta(milliseconds=delay) for delay in delays_ms]
