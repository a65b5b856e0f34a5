"""A record that is to arrive at once from a system that sends events: addresses and signatures are set up."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.estimation.driver import Driver
from interlock.estimation.facts import Facts


def _places(facts: Facts) -> Iterator[str]:
    for record, side in facts.sources():
        often, profile = record.how_often.value, facts.profiles.get(side)
        if often is None or not often.at_once or profile is None:
            continue
        if any(event.record == record.resource(side) for event in profile.events):
            yield f"{record.name} from {facts.system(side)}"


DRIVER = Driver("records that arrive by webhook", _places)
