"""A pair of lists whose elements belong together (order lines): what is added, removed and moved has to be right."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts, is_array, named


def _places(facts: Facts) -> Iterator[str]:
    yield from (named(record, row) for record, row in facts.pairs if is_array(row))


DRIVER = Driver("lists of elements", _places)
