"""A record of the data map: what it is on both sides, what matches, who decides what."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts


def _places(facts: Facts) -> Iterator[str]:
    yield from (row.name for row in facts.document.records)


DRIVER = Driver("records", _places)
