"""Whether the ledger still is what it was when it was last written to."""

from __future__ import annotations

from interlock.adapters.ledger.memory import MemoryTables
from interlock.model.kept import Standing


class StandingTable(MemoryTables):
    """The table `ledger`."""

    def standing(self, record: str) -> Standing:
        """How it stands with what is kept of a record; see `take_up`."""
        row = self._one("SELECT life, lost FROM ledger")
        known = self.fact(_life(record))
        if known is None:
            return Standing.LOST if row is not None and row[1] else Standing.NEW
        return Standing.SOUND if row is not None and known == row[0] else Standing.RESTORED

    def take_up(self, record: str) -> None:
        """Go on with a record from how it stands."""
        row = self._one("SELECT life FROM ledger")
        self.set_fact(_life(record), None if row is None else str(row[0]))

    def end_loss(self) -> None:
        """Note that all records were taken up that were run before it was restored or lost."""
        self._run("UPDATE ledger SET lost = 0")


def _life(record: str) -> str:
    return f"life {record}"
