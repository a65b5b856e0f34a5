"""A pair of fields whose value goes over as it is."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts, is_array, named, understood


def _places(facts: Facts) -> Iterator[str]:
    for record, row in facts.pairs:
        found = understood(row)
        if found is not None and found[0].rule == "equal" and not is_array(row):
            yield named(record, row)


DRIVER = Driver("fields that go over as they are", _places)
