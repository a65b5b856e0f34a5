"""What a recording shows with its values: for who asks for the items themselves, which learning never keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interlock.model.value import JSON
from interlock.systems.formats import Source, recognised
from interlock.systems.formats.har import recorded_in as in_har
from interlock.systems.formats.samples import recorded_in as in_samples

_MOST_ANSWERS = 20_000


@dataclass(frozen=True, slots=True)
class Recorded:
    """One answer that a system gave: to which request, and its data. `template`: the path has names, not ids."""

    method: str
    path: str
    answer: JSON
    template: bool = False


def recordings(sources: Sequence[Source]) -> Iterator[Recorded]:
    """The successful JSON answers of HAR files and of files with answers, in the order of their recording."""
    count = 0
    others = [source for source in sources if recognised(source) != "har"]
    for source in sources:
        if recognised(source) == "har":
            for exchange in in_har(source):
                if exchange.has_answer and 200 <= (exchange.status or 200) < 300 and count < _MOST_ANSWERS:
                    count += 1
                    yield Recorded(exchange.method, exchange.path, exchange.answer)
    for exchange in in_samples(others) if others else ():
        if exchange.has_answer and 200 <= (exchange.status or 200) < 300 and count < _MOST_ANSWERS:
            count += 1
            yield Recorded(exchange.method, exchange.path, exchange.answer, exchange.template)
