"""Defects that somebody could build into the sync: each is planted on purpose, in tests only, and must be found."""

from __future__ import annotations

from tests.simulation.defects import deciding, deleting, keeping, naming, reading, recovering, shaping, timing, writing
from tests.simulation.defects.defect import Defect, found_at, recorded

_MODULES = (reading, deciding, deleting, writing, recovering, keeping, shaping, timing, naming)

DEFECTS: dict[str, Defect] = {one.name: one for module in _MODULES for one in module.DEFECTS}
"""By name; a name says what the sync then does."""


def table() -> str:
    """What was found, and how many seeds that took, as the docs show it."""
    rows = [f"| {seed + 1} | {name} |" for name, seed in recorded().items()]
    return "\n".join(["| Seeds | The sync, with the defect |", "| ---: | --- |", *rows]) + "\n"


__all__ = ["DEFECTS", "Defect", "found_at", "recorded", "table"]
