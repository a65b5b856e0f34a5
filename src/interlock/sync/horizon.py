"""How long it takes until what was done is known to all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from interlock.model.kept import Act, Intent
from interlock.sync.lagging import BEHIND

HORIZON = timedelta(seconds=60)
"""After this long a request that was sent has arrived or never will, and lists show what it did; by experience."""

LOOKED = HORIZON + BEHIND
"""After this long a look at the item shows it, too, also where that is answered from a copy that is behind."""


def known_after(act: Act) -> timedelta:
    """How long after it was sent a write whose answer is missing was done for all to see, or never will be."""
    return HORIZON if act is Act.CREATE else LOOKED


def all_known_after(intents: Iterable[Intent]) -> timedelta:
    """The same for several writes: the longest."""
    return max((known_after(intent.act) for intent in intents), default=HORIZON)
