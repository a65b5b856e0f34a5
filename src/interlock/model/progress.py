"""How far a run is, as a port: told often, so that whoever listens must be quick."""

from __future__ import annotations

from typing import Protocol

from interlock.model.value import Side


class Progress(Protocol):
    """Hears how far a run is."""

    def read(self, record: str, side: Side, items: int) -> None:
        """So many items of a record were shown so far by the list that is being read on a side."""
        ...

    def due(self, record: str, items: int) -> None:
        """A decision is due on so many items of a record."""
        ...

    def decided(self, record: str, items: int) -> None:
        """So many more were decided about, and written where that was wanted."""
        ...


class Unheard:
    """Nobody listens."""

    def read(self, record: str, side: Side, items: int) -> None:
        """Nothing comes of it."""

    def due(self, record: str, items: int) -> None:
        """Nothing comes of it."""

    def decided(self, record: str, items: int) -> None:
        """Nothing comes of it."""
