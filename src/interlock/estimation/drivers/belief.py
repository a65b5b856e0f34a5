"""An assumption that nothing tests: it may prove wrong."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts


def _places(facts: Facts) -> Iterator[str]:
    yield from (one.text for one in facts.document.assumptions if one.fact is None)


DRIVER = Driver("assumptions that nothing tests", _places, widens=True)
