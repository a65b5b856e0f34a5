"""Who may write: one process per environment, known by an epoch that every transaction checks."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta

from interlock.adapters.ledger.rows import at_of, moment
from interlock.adapters.ledger.store import Store
from interlock.errors import LeaseLost, LedgerError


class LeaseTable(Store):
    """The lease of the environment."""

    def acquire(self, at: datetime, for_s: float) -> None:
        """Become the only writer until so many seconds after `at`.

        Raises:
            LedgerError: somebody else is; the message says who and until when.
        """
        self._epoch = None
        with self.transaction():
            row = self._one("SELECT epoch, holder, since, until FROM lease WHERE env = ?", (self._env,))
            if row is not None and row[1] and at_of(row[3]) > at and _may_live(row[1]):
                raise LedgerError(
                    f"environment `{self._env}` is being run by {row[1]}, since {row[2]}",
                    hint=f"let it end, or wait until {row[3]} if it was killed",
                )
            epoch = 1 if row is None else int(row[0]) + 1
            values = (self._env, epoch, _me(), moment(at), moment(at + timedelta(seconds=for_s)))
            self._run(
                "INSERT INTO lease VALUES (?, ?, ?, ?, ?) ON CONFLICT (env) DO UPDATE SET epoch = excluded.epoch, "
                "holder = excluded.holder, since = excluded.since, until = excluded.until",
                values,
            )
        self._epoch = epoch

    def renew(self, at: datetime, for_s: float) -> None:
        """Stay the only writer.

        Raises:
            LeaseLost: somebody else took over.
        """
        if self._epoch is None:
            raise LeaseLost(f"environment `{self._env}` is not run by this process")
        until = moment(at + timedelta(seconds=for_s))
        self._change("UPDATE lease SET until = ? WHERE env = ?", (until, self._env))

    def release(self) -> None:
        """Let another one write; nothing happens where we are not the writer."""
        if self._epoch is None:
            return
        values = (self._env, self._epoch)
        self._epoch = None
        # The epoch stays: it must only ever grow.
        self._change("UPDATE lease SET holder = '' WHERE env = ? AND epoch = ?", values)


def _me() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"


def _may_live(holder: str) -> bool:
    """Whether the process may still run; one on another machine may."""
    words = holder.split(" ", 3)
    if len(words) != 4 or words[3] != socket.gethostname() or not words[1].isdigit():
        return True
    try:
        os.kill(int(words[1]), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
