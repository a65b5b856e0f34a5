"""Telling people: the port `Alerts`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Alert:
    """Something a person must know now.

    `kind` groups (`held`, `system down`, `guard`, `credential`, `quota`, `refusals`, `clock`), `subject` says what it
    is about (a flow, a system, an item), `to` is a role or name. No secret and no sensitive value is in it. `over`
    tells that what an alert of the same kind and subject told of has ended.
    """

    at: datetime
    kind: str
    subject: str
    message: str
    to: str = ""
    over: bool = False


class Alerts(Protocol):
    """Brings alerts to people."""

    def send(self, alert: Alert) -> None:
        """Take the alert; must not fail the caller."""
        ...
