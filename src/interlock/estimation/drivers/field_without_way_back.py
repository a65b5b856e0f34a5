"""A pair of fields whose rule has no inverse: what is lost has to be agreed, and edits on the far side looked after."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts, is_array, named, understood


def _places(facts: Facts) -> Iterator[str]:
    for record, row in facts.pairs:
        found = understood(row)
        if found is not None and not found[1].inverse and not is_array(row):
            yield named(record, row)


DRIVER = Driver("fields whose rule has no way back", _places)
