"""Being the only writer of records while something is done with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from interlock.model.clock import Clock
from interlock.model.ledger import Ledger

_FOR_S = 180.0
_RENEW = timedelta(seconds=20)
"""How long nobody else may write after the last sign of life, and how often there is one at most."""


class Lease:
    """The right to write to some records; `held` tells that we have it."""

    def __init__(self, ledger: Ledger, clock: Clock, records: Sequence[str]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._records = records
        self._renewed_at = clock.now()
        self.held = False

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Inside, nobody else writes.

        Raises:
            LedgerError: somebody else does; the message says who.
        """
        self._renewed_at = self._clock.now()
        self._ledger.acquire(self._renewed_at, _FOR_S, self._records)
        self.held = True
        try:
            yield
        finally:
            self.held = False
            self._ledger.release()

    def renew(self) -> None:
        """Stay the only writer; called often, it does something only where that is due."""
        now = self._clock.now()
        if self.held and now - self._renewed_at >= _RENEW:
            self._ledger.renew(now, _FOR_S)
            self._renewed_at = now
