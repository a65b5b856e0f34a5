"""Whether the ledger still is what it was when it was last written to."""

from __future__ import annotations

import secrets

from interlock.adapters.ledger.memory import MemoryTables
from interlock.adapters.ledger.witness import Mark
from interlock.model.kept import Standing

_LEAP = 1_000_000
"""So many numbers are left out after a restore: those that were given meanwhile are not known any more."""


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

    def _look_outside(self) -> None:
        """Begin another life where something outside says that this is not the ledger as it was left."""
        row = self._one("SELECT birth, life, commits, place FROM ledger")
        if row is None:
            return
        birth, life, commits, place = row
        here = self._db.place()
        if not self._db.fits(Mark(birth, life, int(commits)), place):
            self._run("UPDATE ledger SET life = ?, place = ?", (secrets.token_hex(8), here))
            self._run("UPDATE number SET last = last + ?", (_LEAP,))
        elif here != place:
            self._run("UPDATE ledger SET place = ?", (here,))


def _life(record: str) -> str:
    return f"life {record}"
