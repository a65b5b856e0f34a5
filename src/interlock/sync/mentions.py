"""Which items an item refers to: what may not go while it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interlock.mapping import Unfit, Waiting
from interlock.model.kept import Seen
from interlock.model.links import Links
from interlock.model.path import Path, get
from interlock.sync.record import Record


def mentioned(record: Record, seen: Seen, links: Links) -> frozenset[tuple[str, str]]:
    """The records and links of all that an item refers to, as its body shows it.

    Where a list refers to something without a link as well, or does not fit, whatever in it can be an id counts: an
    item that is taken for needed stays, and nothing is lost by that.
    """
    pairs = [pair for pair in record.mapping.pairs if pair.referred]
    if not pairs:
        return frozenset()
    found: set[tuple[str, str]] = set()
    values = record.mapping.read(seen.side, seen.body, links)
    for pair in pairs:
        value = values[pair.name]
        if isinstance(value, Waiting | Unfit):
            shown = [get(seen.body, Path((path.parts[0].removesuffix("[]"),))) for path in pair.fields(seen.side)]
            texts = {text for one in shown for text in _texts(one)}
            known = {(name, links.link_of(name, seen.side, text)) for name in pair.referred for text in texts}
            found |= {(name, link) for name, link in known if link is not None}
        else:
            found |= {(name, text) for name in pair.referred for text in _texts(value)}
    return frozenset(found)


def _texts(value: object) -> Iterator[str]:
    """All that can be an id or a link in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield key
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
