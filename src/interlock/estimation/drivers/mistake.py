"""Something in the document with which nothing can be built: it has to be put right first."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts
from interlock.model.finding import Severity


def _places(facts: Facts) -> Iterator[str]:
    yield from (one.subject or one.code for one in facts.asked(Severity.ERROR))


DRIVER = Driver("mistakes in the document", _places, widens=True)
