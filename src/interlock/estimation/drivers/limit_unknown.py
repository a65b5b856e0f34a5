"""A system that does not say how often it may be asked: what it bears is found out carefully."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts
from interlock.model.sums import limits_of
from interlock.model.value import Side


def _places(facts: Facts) -> Iterator[str]:
    known = limits_of(facts.document, facts.profiles)
    yield from (facts.system(side) for side in Side if side in facts.profiles and side not in known)


DRIVER = Driver("systems whose limit is not known", _places)
