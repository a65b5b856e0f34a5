"""Alerts on their way to people, and what of them still lasts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from interlock.adapters.ledger.memory import MemoryTables
from interlock.adapters.ledger.rows import at_of, moment, moment_of
from interlock.model.alert import Alert
from interlock.model.inbox import Notice

_AND = "; "
_LONGEST = 2_000
_COLUMNS = "kind, subject, message, receiver, since, at, told_at, due, ended, number"


class NoticeTable(MemoryTables):
    """The table `notice`."""

    def put_notice(self, alert: Alert) -> bool:
        """Keep an alert that is to be told; whether it says something that people were not told yet."""
        with self.transaction():
            was = self._one(
                "SELECT message, ended, since, due FROM notice WHERE env = ? AND kind = ? AND subject = ?",
                (self._env, alert.kind, alert.subject),
            )
            if was is None:
                if alert.over:
                    return False
                self._keep(alert, alert.at)
                return True
            message, ended, since, due = str(was[0]), bool(was[1]), at_of(was[2]), bool(was[3])
            if ended == alert.over and (alert.over or alert.message in message.split(_AND)):
                return False
            if due and not ended and not alert.over:
                # Nobody was told of the first yet; what comes second must not take its place.
                alert = replace(alert, message=(message + _AND + alert.message)[:_LONGEST])
            self._keep(alert, alert.at if ended else since)
        return True

    def notices(self) -> tuple[Notice, ...]:
        """All that lasts or is still to be told, oldest first."""
        rows = self._all(f"SELECT {_COLUMNS} FROM notice WHERE env = ? ORDER BY number", (self._env,))
        return tuple(map(_notice_of, rows))

    def told_notices(self, notices: Sequence[Notice], at: datetime) -> None:
        """People were told of these as they were read; those that are over are forgotten."""
        with self.transaction():
            over = [(self._env, one.number) for one in notices if one.alert.over]
            self._change_all("DELETE FROM notice WHERE env = ? AND number = ?", over)
            lasting = [(moment(at), self._env, one.number) for one in notices if not one.alert.over]
            self._change_all("UPDATE notice SET due = 0, told_at = ? WHERE env = ? AND number = ?", lasting)

    def _keep(self, alert: Alert, since: datetime) -> None:
        self._run(
            "INSERT INTO notice (env, kind, subject, message, receiver, since, at, due, ended, number) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (env, kind, subject) DO UPDATE SET "
            "message = excluded.message, receiver = excluded.receiver, since = excluded.since, at = excluded.at, "
            "due = 1, ended = excluded.ended, number = excluded.number",
            (
                self._env,
                alert.kind,
                alert.subject,
                alert.message,
                alert.to,
                moment(since),
                moment(alert.at),
                int(alert.over),
                self.number("notice"),
            ),
        )


def _notice_of(row: tuple[Any, ...]) -> Notice:
    kind, subject, message, receiver, since, at, told_at, due, ended, number = row
    alert = Alert(at_of(at), kind, subject, message, receiver, over=bool(ended))
    return Notice(alert, at_of(since), bool(due), moment_of(told_at), int(number))
