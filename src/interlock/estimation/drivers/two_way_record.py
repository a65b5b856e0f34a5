"""A record that flows both ways: conflicts, deletes and echoes have to be agreed and tested twice."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts, flows_from
from interlock.model.value import Side


def _places(facts: Facts) -> Iterator[str]:
    yield from (row.name for row in facts.document.records if all(flows_from(row, side) for side in Side))


DRIVER = Driver("records that flow both ways", _places)
