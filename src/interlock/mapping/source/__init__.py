"""Makes functions of source for what a mapping does to each item, of which the pairs' own are the definition.

They do the same, only faster: where nothing is out of the usual. Where anything is (a value that does not fit, a
reference without a link, a body of a strange form) they raise, and the definition is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, cast

from interlock.mapping.pair import PairMapping
from interlock.mapping.source.reading import Reading
from interlock.mapping.source.text import Text
from interlock.mapping.source.writing import Writing
from interlock.model.links import Links
from interlock.model.value import Body, Canonical, Side

ReadItem: TypeAlias = Callable[[Body, Links], dict[str, Canonical]]
"""What each pair shows in an item, by name. Raises anything where something is out of the usual."""
WriteItem: TypeAlias = Callable[[Mapping[str, Canonical], Body, Links], Body]
"""The body with the values put in, a new one. Raises anything where something is out of the usual."""


def source_of_reader(pairs: Sequence[PairMapping], side: Side) -> Text:
    """The text of the function `read` for what the pairs show on a side."""
    text = Text()
    Reading(text, side).item(pairs, "read")
    return text


def source_of_writer(pairs: Sequence[PairMapping], side: Side) -> Text:
    """The text of the function `write` for the pairs that flow to a side, in the order they have to be written."""
    text = Text()
    Writing(text, side).item([pair for pair in pairs if side in pair.writers], "write")
    return text


def made_reader(pairs: Sequence[PairMapping], side: Side) -> ReadItem:
    """The function of `source_of_reader`."""
    return cast("ReadItem", source_of_reader(pairs, side).made("read"))


def made_writer(pairs: Sequence[PairMapping], side: Side) -> WriteItem:
    """The function of `source_of_writer`."""
    return cast("WriteItem", source_of_writer(pairs, side).made("write"))
