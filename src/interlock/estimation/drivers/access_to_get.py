"""Access that somebody else has to give: a login, a sandbox, a client with its scopes.

What is open to everybody needs no waiting.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts

_OPEN = frozenset({"open", "public", "none", "none needed", "not needed", "free"})


def _places(facts: Facts) -> Iterator[str]:
    yield from (one.what for one in facts.document.resources if one.access.strip().casefold() not in _OPEN)


DRIVER = Driver("kinds of access to get", _places, waits=True)
