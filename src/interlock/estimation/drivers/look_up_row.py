"""A row of a named table: each pair of values is somebody's decision."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts


def _places(facts: Facts) -> Iterator[str]:
    yield from (f"Tables/{table.name}" for table in facts.document.tables for _ in table.rows)


DRIVER = Driver("rows of look-up tables", _places)
