"""A row of what happens when something goes wrong."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts


def _places(facts: Facts) -> Iterator[str]:
    yield from (row.when.text for row in facts.document.policies)


DRIVER = Driver("error policies", _places)
