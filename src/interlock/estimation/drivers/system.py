"""A system that has to be understood, signed in to and watched, whatever flows."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts


def _places(facts: Facts) -> Iterator[str]:
    yield from (row.name for row in facts.document.systems)


DRIVER = Driver("systems", _places)
