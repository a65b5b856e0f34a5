"""Whole histories of both systems and the sync between them, made from seeds: the laws hold in each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.simulation.defects import DEFECTS, found_at, recorded, table
from tests.simulation.script import Script, script_of
from tests.simulation.shrinking import as_data, cases, from_data, shrunk
from tests.simulation.story import play

SEEDS = range(2000)
_SHARE = 50
_OPEN: frozenset[int] = frozenset()
"""Histories that still show what is being mended."""

_NEIGHBOURS = 20


@pytest.mark.parametrize("first", SEEDS[::_SHARE])
def test_the_laws_hold_in_every_history(first: int) -> None:
    for seed in range(first, first + _SHARE):
        told = play(script_of(seed))
        if told.violations and seed not in _OPEN:
            told = shrunk(told)
            told_of = [*told.timeline, *told.violations]
            pytest.fail(f"python benchmarks/simulate.py --start {seed} --seeds 1 --show\n" + "\n".join(told_of))


@pytest.mark.parametrize("script", [pytest.param(script, id=name) for name, script in cases()])
def test_what_was_mended_stays_so(script: Script) -> None:
    assert play(script).violations == []


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


def test_a_history_is_the_same_after_it_was_kept() -> None:
    script = script_of(6)
    assert from_data(as_data(script, "a test")) == script


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found(name: str) -> None:
    seed = recorded()[name]
    found = found_at(DEFECTS[name], range(seed, seed + _NEIGHBOURS + 1))
    assert found is not None, "nobody noticed; `python benchmarks/simulate.py --defects` looks for a seed anew"


def test_the_docs_list_what_was_found() -> None:
    text = (Path(__file__).parents[2] / "docs" / "simulation.md").read_text()
    assert text.endswith(table()), "python benchmarks/simulate.py --defects"
    assert set(recorded()) == set(DEFECTS)


def test_a_failing_history_becomes_shorter() -> None:
    name = "the value that gives way is in no history"
    script = script_of(recorded()[name], DEFECTS[name].climate)
    with pytest.MonkeyPatch.context() as patch:
        DEFECTS[name].plant(patch)
        told = play(script)
        short = shrunk(told)
    assert told.laws & short.laws
    assert len(short.script.steps) < len(script.steps)
    assert play(short.script).violations == []
