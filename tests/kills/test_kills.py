"""Runs that are killed at random while people work in both systems: nothing is lost and nothing is there twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from tests.kills.many import PAIRS, one
from tests.kills.servers import CannotInstall
from tests.kills.trial import Told

KILLS = 25


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[Told]]]:
    """A trial of each pair, both at the same time: most of it is waiting until a lost write must have arrived."""
    with ThreadPoolExecutor(len(PAIRS)) as pool:
        yield {name: pool.submit(one, name, 7, KILLS, tmp_path_factory.mktemp(name), most=20) for name in PAIRS}


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS)
def test_killed_runs_lose_nothing_and_make_nothing_twice(trials: dict[str, Future[Told]], pair: str) -> None:
    try:
        told = trials[pair].result()
    except CannotInstall as fault:
        pytest.skip(f"the real servers cannot be had here: {fault}")
    assert told.violations == []
    assert told.kills >= KILLS
    assert told.in_hand > 0, "some were to be killed in the midst of writes"
    assert told.clients > 20
