"""An acceptance criterion that runs as a test.

It is agreed, read when it fails, and shown to the partner; nobody writes code for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts


def _places(facts: Facts) -> Iterator[str]:
    yield from (one.name or one.text for one in facts.document.criteria if one.understood)


DRIVER = Driver("criteria that run as tests", _places)
