"""A field that points at an item of another record: order of work, missing parents and re-linking come with it."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts, is_reference, named


def _places(facts: Facts) -> Iterator[str]:
    yield from (named(record, row) for record, row in facts.pairs if is_reference(row))


DRIVER = Driver("references between records", _places)
