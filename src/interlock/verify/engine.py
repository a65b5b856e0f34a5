"""What is judged: anything that keeps two systems in step. The document's own integration, unless another is given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from interlock.mapping import RecordMapping
from interlock.model.alert import Alert, Alerts
from interlock.model.clock import Clock
from interlock.model.document import Document
from interlock.model.environment import Environment
from interlock.model.http import Request, Response, Transport
from interlock.model.ledger import Ledger
from interlock.model.peer import Peer
from interlock.model.value import Side
from interlock.sync import Integration


@dataclass(frozen=True, slots=True)
class Parts:
    """All that an integration is made of."""

    document: Document
    mappings: Mapping[str, RecordMapping]
    peers: Mapping[Side, Peer]
    ledger: Ledger
    clock: Clock
    alerts: Alerts
    environment: Environment


class Engine(Protocol):
    """Keeps two systems in step until it is told to stop."""

    async def watch(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set."""
        ...


Build: TypeAlias = Callable[[Parts], Engine]


def integration(parts: Parts) -> Integration:
    """The integration that the document describes."""
    return Integration(
        parts.document,
        parts.mappings,
        parts.peers,
        parts.ledger,
        parts.clock,
        parts.alerts,
        parts.environment,
    )


class RecordedAlerts:
    """Alerts that nobody gets: they are kept, in order."""

    def __init__(self) -> None:
        self.sent: list[Alert] = []

    def send(self, alert: Alert) -> None:
        """Keep the alert."""
        self.sent.append(alert)


class WatchedTransport:
    """Carries requests as `inner` does, and tells when one may have changed something."""

    def __init__(self, inner: Transport, changed: Callable[[], None]) -> None:
        self._inner = inner
        self._changed = changed

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        """The answer; a write is told of also when its answer is lost."""
        try:
            return await self._inner.send(request, timeout_s=timeout_s)
        finally:
            if request.writes:
                self._changed()

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._inner.aclose()
