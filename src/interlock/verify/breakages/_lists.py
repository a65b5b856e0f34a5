"""Where lists are mapped."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.verify.breakages._base import Case, Spot
from interlock.verify.breakages._sentences import arrays


def lists(case: Case) -> Iterator[Spot]:
    """Wherever elements of a list go."""
    yield from (Spot(row.name, side) for row, side in case.flows() if any(arrays(row, side)))
