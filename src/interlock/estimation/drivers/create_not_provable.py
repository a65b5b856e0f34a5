"""A record of which a lost create cannot be proved by a key or an external id: it is looked for, or held."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts


def _places(facts: Facts) -> Iterator[str]:
    for record, side in facts.targets():
        learned = facts.learned(record, side)
        if learned is not None and learned.idempotency_header.value is None and learned.external_id.value is None:
            yield f"{record.name} in {facts.system(side)}"


DRIVER = Driver("records whose lost creates nothing proves", _places)
