"""A decision that is still open: a question of the cold read, or one that somebody asked and nobody answered.

It widens the outcome, since the answer may change the scope.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts
from interlock.model.finding import Severity


def _places(facts: Facts) -> Iterator[str]:
    yield from (one.subject or one.code for one in facts.asked(Severity.QUESTION))
    yield from (one.about or one.text for one in facts.document.questions if not one.answer.strip())


DRIVER = Driver("open questions", _places, widens=True, waits=True)
