"""Who may write: one process per record, known by a token and an epoch that every transaction checks."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Collection
from datetime import datetime, timedelta

from interlock.adapters.ledger.rows import at_of, moment
from interlock.adapters.ledger.standing import StandingTable
from interlock.errors import LeaseLost, LedgerError


class LeaseTable(StandingTable):
    """The leases of the environment's records."""

    def acquire(self, at: datetime, for_s: float, records: Collection[str]) -> None:
        """Become the only writer of these records until so many seconds after `at`; of all of them, or of none.

        Raises:
            LedgerError: somebody else writes one of them; the message says who and until when.
        """
        self._token, self._leased = "", 0
        token = secrets.token_hex(8)
        with self.transaction():
            rows = self._all("SELECT record, holder, since, until FROM lease WHERE env = ?", (self._env,))
            for record, holder, since, until in rows:
                if record in records and holder and at_of(until) > at and _may_live(holder):
                    raise LedgerError(
                        f"environment `{self._env}` is being run by {holder}, since {_told(since)} (`{record}`)",
                        hint=f"let it end, or wait until {_told(until)} if it was killed",
                    )
            self._look_outside()
            # The epoch only ever grows, so that it tells how often a record changed hands.
            self._change_all(
                "INSERT INTO lease VALUES (?, ?, 1, ?, ?, ?, ?) ON CONFLICT (env, record) DO UPDATE SET "
                "epoch = lease.epoch + 1, token = excluded.token, holder = excluded.holder, since = excluded.since, "
                "until = excluded.until",
                [
                    (self._env, record, token, _me(), moment(at), moment(at + timedelta(seconds=for_s)))
                    for record in sorted(set(records))
                ],
            )
        self._token, self._leased = token, len(set(records))

    def renew(self, at: datetime, for_s: float) -> None:
        """Stay the only writer.

        Raises:
            LeaseLost: somebody else took over.
        """
        if not self._token:
            raise LeaseLost(f"environment `{self._env}` is not run by this process")
        until = moment(at + timedelta(seconds=for_s))
        self._change("UPDATE lease SET until = ? WHERE env = ? AND token = ?", (until, self._env, self._token))

    def release(self) -> None:
        """Let another one write; nothing happens where we are not the writer."""
        token = self._token
        self._token, self._leased = "", 0
        if token:
            self._change("UPDATE lease SET holder = '', token = '' WHERE env = ? AND token = ?", (self._env, token))

    def epoch(self, record: str) -> int:
        """How often the record changed hands; 0 where it was never run."""
        row = self._one("SELECT epoch FROM lease WHERE env = ? AND record = ?", (self._env, record))
        return 0 if row is None else int(row[0])


def _me() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"


def _told(moment_text: str) -> str:
    return f"{at_of(moment_text):%Y-%m-%d %H:%M:%S} UTC"


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
