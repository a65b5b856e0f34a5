"""A record of which a system shows deletes by absence only: complete lists and a guard are needed."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts
from interlock.model.cadence import shows_deletes


def _places(facts: Facts) -> Iterator[str]:
    for record, side in facts.sources():
        learned = facts.learned(record, side)
        if learned is not None and not shows_deletes(learned):
            yield f"{record.name} in {facts.system(side)}"


DRIVER = Driver("records whose deletes a system does not show", _places)
