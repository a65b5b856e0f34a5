"""A system of which no API description could be read: what it can do is found out by hand.

It widens the outcome, since its gaps are not known yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts
from interlock.model.value import Side


def _places(facts: Facts) -> Iterator[str]:
    yield from (facts.system(side) for side in Side if side not in facts.profiles)


DRIVER = Driver("systems without a readable API description", _places, widens=True)
