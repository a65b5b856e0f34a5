"""Whole histories of both systems and the sync between them, made from seeds: the laws hold in each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.simulation.defects import DEFECTS
from tests.simulation.script import script_of
from tests.simulation.story import play, shrunk

SEEDS = range(2000)
_SHARE = 50
_OPEN: frozenset[int] = frozenset()
"""Histories that still show what is being mended."""

_MOST = 800
"""So many histories are enough to find any of the planted defects."""


@pytest.mark.parametrize("first", SEEDS[::_SHARE])
def test_the_laws_hold_in_every_history(first: int) -> None:
    for seed in range(first, first + _SHARE):
        told = play(script_of(seed))
        if told.violations and seed not in _OPEN:
            told = shrunk(told)
            told_of = [*told.timeline, *told.violations]
            pytest.fail(f"python benchmarks/simulate.py --start {seed} --seeds 1 --show\n" + "\n".join(told_of))


def test_a_seed_is_one_history() -> None:
    scripts = [script_of(seed) for seed in (3, 4)]
    digests = [play(script).digest for script in scripts]
    assert [play(script).digest for script in scripts] == digests
    assert digests[0] != digests[1]


def test_a_seed_is_the_same_history_in_every_process() -> None:
    code = "from tests.simulation import script, story; print(story.play(script.script_of(5)).digest)"
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "77"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert told.stdout.strip() == play(script_of(5)).digest


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant, climate = DEFECTS[name]
    plant(monkeypatch)
    assert any(play(script_of(seed, climate)).violations for seed in range(_MOST)), f"nobody noticed: {name}"
