"""Where the two systems are reached; read from `interlock.toml`, never part of what is signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Connection:
    """How one system is reached: its address, and references to the parts of its credential (`env:NAME`)."""

    address: str
    credential: Mapping[str, str] = field(default_factory=dict)
    timeout_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Environment:
    """One place where the integration runs.

    `go_live` is the moment from which items count as new (None: the first run's start). `ledger` is a path relative to
    the project's folder. `systems` is by the document's names.
    """

    name: str
    kind: str
    ledger: str
    systems: Mapping[str, Connection]
    go_live: datetime | None = None

    def connection(self, system: str) -> Connection | None:
        """How the system of that name is reached, or None where nobody wrote it; case does not count."""
        return next((one for name, one in self.systems.items() if name.casefold() == system.casefold()), None)
