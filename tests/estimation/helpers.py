"""Documents, decks and histories for what is estimated."""

from __future__ import annotations

import random
from functools import cache

from tests.cli.helpers import ROOT

from interlock import estimation
from interlock.estimation.effort import Deck
from interlock.estimation.facts import Facts
from interlock.journeys.estimating import facts_of
from interlock.journeys.project import load


def deck(*, seed: int = 0, rounds: int = 400) -> Deck:
    """Default weights, with fewer rounds than usual."""
    return Deck(estimation.default_weights(), lambda name: random.Random(f"{seed}/{name}"), rounds)


@cache
def example() -> Facts:
    """The example."""
    return facts_of(load(ROOT / "examples" / "orders"))
