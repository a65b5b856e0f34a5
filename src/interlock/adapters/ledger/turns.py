"""A system's rate limit, shared by all processes that use one ledger."""

from __future__ import annotations

from datetime import datetime, timedelta

from interlock.model.ledger import Ledger


class LedgerTurns:
    """The time in which a system of the ledger's environment may be asked; a `Turns`."""

    def __init__(self, ledger: Ledger, system: str) -> None:
        self._ledger = ledger
        self._name = f"asked until {system}"

    def reserve(self, now: datetime, span: timedelta) -> datetime:
        """The moment from which a stretch of time of that length is ours alone.

        Raises:
            LedgerError: the ledger cannot be used, or another process took over what is run here.
        """
        with self._ledger.transaction():
            start = max(now, self._taken() or now)
            self._ledger.set_fact(self._name, (start + span).isoformat())
        return start

    def close_until(self, until: datetime) -> None:
        """Let nobody have a stretch that begins before that moment."""
        with self._ledger.transaction():
            if (self._taken() or until) <= until:
                self._ledger.set_fact(self._name, until.isoformat())

    def _taken(self) -> datetime | None:
        told = self._ledger.fact(self._name)
        return None if told is None else datetime.fromisoformat(told)
