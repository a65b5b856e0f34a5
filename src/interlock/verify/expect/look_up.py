"""Each value becomes the one it is paired with in the cell."""

from __future__ import annotations

from typing import cast

from interlock.verify.expect._base import Ask, Expectation
from interlock.verify.expect._pairs import Pairs, alike, paired, sampled


def _pairs(ask: Ask) -> Pairs:
    return cast("Pairs", ask.args.get("pairs", ()))


expectation = Expectation(
    lambda ask: paired(_pairs(ask), ask),
    lambda ask, expected, actual: alike(_pairs(ask), ask, expected, actual),
    lambda ask, want: sampled(_pairs(ask), ask, want),
)
