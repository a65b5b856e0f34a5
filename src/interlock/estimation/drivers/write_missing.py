"""A record that a system is to take and has no operation for: another way has to be found."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts
from interlock.model.profile import Verb


def _places(facts: Facts) -> Iterator[str]:
    for record, side in facts.targets():
        learned = facts.learned(record, side)
        if learned is not None and not any(learned.operation(verb) for verb in (Verb.CREATE, Verb.UPDATE, Verb.UPSERT)):
            yield f"{record.name} in {facts.system(side)}"


DRIVER = Driver("records that a system cannot take", _places, widens=True)
