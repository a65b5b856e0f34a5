"""What a defect is, how long it takes to find one, and where it was found before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.simulation.script import Climate, script_of
from tests.simulation.story import play

FOUND = Path(__file__).with_name("found.json")

Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Defect:
    """`plant` builds it in; `climate` is what seeds are drawn from, so that it shows soon."""

    name: str
    plant: Plant
    climate: Climate = field(default_factory=Climate)


def defects(climate: Climate | None = None) -> tuple[list[Defect], Callable[..., Callable[[Plant], Plant]]]:
    """A list, and what puts a function on it: its docstring, without the full stop, is the name of the defect."""
    found: list[Defect] = []

    def defect(here: Climate | None = None) -> Callable[[Plant], Plant]:
        def add(plant: Plant) -> Plant:
            name = (plant.__doc__ or "").strip().removesuffix(".")
            found.append(Defect(name, plant, here or climate or Climate()))
            return plant

        return add

    return found, defect


def found_at(defect: Defect, seeds: Iterable[int]) -> int | None:
    """The first seed whose history breaks a law with the defect and none without it."""
    for seed in seeds:
        script = script_of(seed, defect.climate)
        with pytest.MonkeyPatch.context() as patch:
            defect.plant(patch)
            broken = bool(play(script).violations)
        if broken and not play(script).violations:
            return seed
    return None


def recorded() -> dict[str, int]:
    """By defect, the seed at which the full search found it."""
    found: dict[str, int] = json.loads(FOUND.read_text())
    return found
