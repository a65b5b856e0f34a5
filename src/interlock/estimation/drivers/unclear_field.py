"""A pair of fields whose rule nobody has written so that it can be understood yet."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts, named, understood


def _places(facts: Facts) -> Iterator[str]:
    yield from (named(record, row) for record, row in facts.pairs if understood(row) is None)


DRIVER = Driver("fields whose rule is not understood yet", _places, widens=True)
