"""A thousand items on both sides when it begins: they are matched, looked through, and doubles settled.

Only where a record starts with what is there already.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts
from interlock.model.decisions import StartingKind
from interlock.model.sums import kept
from interlock.model.value import Side

_MOST = 100
"""Beyond a hundred thousand they are looked through by sample."""


def _places(facts: Facts) -> Iterator[str]:
    for record in facts.document.records:
        starting = record.starting.value
        if starting is not None and starting.kind is StartingKind.FROM_GO_LIVE:
            continue
        counts = [kept(facts.document, record, side) or 0 for side in Side]
        yield from (record.name for _ in range(min(_MOST, -(-min(counts) // 1000))))


DRIVER = Driver("thousands of items on both sides at the start", _places)
