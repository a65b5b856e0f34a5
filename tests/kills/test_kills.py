"""Runs that are killed at random while people work in both systems: nothing is lost and nothing is there twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.kills.many import PAIRS, one
from tests.kills.servers import CannotInstall

KILLS = 25


@pytest.mark.slow
def test_killed_runs_lose_nothing_and_make_nothing_twice(tmp_path: Path) -> None:
    """A trial of each pair, both at the same time: most of it is waiting until a lost write must have arrived."""
    for name in PAIRS:
        (tmp_path / name).mkdir()
    with ThreadPoolExecutor(len(PAIRS)) as pool:
        trials = {name: pool.submit(one, name, 7, KILLS, tmp_path / name, most=20) for name in PAIRS}
    missing = {}
    for pair, trial in trials.items():
        try:
            told = trial.result()
        except CannotInstall as fault:
            missing[pair] = fault
            continue
        assert told.violations == [], pair
        assert told.kills >= KILLS, pair
        assert told.in_hand > 0, f"{pair}: some were to be killed in the midst of writes"
        assert told.clients > 20, pair
    if missing:
        pytest.skip(f"the real servers cannot be had here: {missing}")
