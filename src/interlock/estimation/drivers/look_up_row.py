"""A row of a named table: each pair of values is somebody's decision."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts


def _places(facts: Facts) -> Iterator[str]:
    # The rows of a file come out of a system, or are kept for other ends as well; whether to take them is one decision.
    yield from (f"Tables/{table.name}" for table in facts.document.tables for _ in table.rows if not table.file)
    yield from (f"Tables/{table.name}" for table in facts.document.tables if table.file)


DRIVER = Driver("rows of look-up tables", _places)
