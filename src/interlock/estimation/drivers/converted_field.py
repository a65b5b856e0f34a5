"""A pair of fields whose value is converted by a rule that can go back.

References and lists are counted by drivers of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts, is_array, is_reference, named, understood


def _places(facts: Facts) -> Iterator[str]:
    for record, row in facts.pairs:
        found = understood(row)
        if found is None or found[0].rule == "equal" or is_reference(row) or is_array(row):
            continue
        if found[1].inverse:
            yield named(record, row)


DRIVER = Driver("fields that a rule converts", _places)
