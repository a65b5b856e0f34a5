"""A user story that has to be found, agreed and accepted."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts


def _places(facts: Facts) -> Iterator[str]:
    yield from (story.name or story.sentence.text for story in facts.document.stories)


DRIVER = Driver("user stories", _places)
