"""A field that a document speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.model.decisions import Direction
from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class KnownField:
    """One field of a record on a side; `other` is what it is mapped to on the other side, empty where that is not one.

    `guessed` says that the document does not name it: it is what such a field is usually called.
    """

    record: str
    side: Side
    path: str
    other: str
    flows: Direction
    refers: str
    values: tuple[str, ...]
    guessed: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it is a list as a whole."""
        return self.path.endswith("[]")

    @property
    def name(self) -> str:
        """As a sentence writes it."""
        return self.path.removesuffix("[]")
