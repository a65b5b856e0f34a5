"""What only the integration itself could tell: its history, what it holds, whom it alerted. Asking says why not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from interlock.model.alert import Alert
from interlock.verify.engine import RecordedAlerts
from interlock.verify.steps._base import Unknowable


class NoJournal:
    """In the place of a ledger."""

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise Unknowable("only the integration's own history tells it, and this one is judged by what the systems show")


class _NoAlerts(list[Alert]):
    def __iter__(self) -> Iterator[Alert]:
        raise Unknowable("only the integration itself knows whom it told, and this one is judged by what systems show")


class UnknownAlerts(RecordedAlerts):
    """In the place of alerts that were kept."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Alert] = _NoAlerts()
