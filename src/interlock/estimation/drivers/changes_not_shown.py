"""A record of which a system does not say what changed since a moment: whole lists are read instead."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts


def _places(facts: Facts) -> Iterator[str]:
    for record, side in facts.sources():
        learned = facts.learned(record, side)
        if learned is not None and learned.since.value is None and learned.search_since.value is None:
            yield f"{record.name} in {facts.system(side)}"


DRIVER = Driver("records whose changes a system does not show", _places)
