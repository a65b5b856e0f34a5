"""Where the two systems are reached; read from `interlock.toml`, never part of what is signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from interlock.model.sign_in import SignIn
from interlock.model.webhooks import Hooks

SERVERS = ("postgresql://", "postgres://")
"""How the address of a ledger in a database begins."""


@dataclass(frozen=True, slots=True)
class Connection:
    """How one system is reached: its address, and references to the parts of its credential (`env:NAME`).

    `hooks` says how its webhooks are received; None where nobody wrote anything about them. `fast` asks it by the other
    library for requests. `authority` is the file with the certificate of an authority that is believed besides.
    """

    address: str
    credential: Mapping[str, str] = field(default_factory=dict)
    timeout_s: float = 30.0
    hooks: Hooks | None = None
    fast: bool = False
    sign_in: SignIn = field(default_factory=SignIn)
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Alerting:
    """Who is told what a person must know: references to addresses such as `env:ALERTS_MAIL`.

    What lasts is told again after `remind_after_s`. `silent_after_s` is how long no pass may end, or a system give no
    answer, before that is told.
    """

    to: tuple[str, ...] = ()
    remind_after_s: float = 86_400.0
    silent_after_s: float = 3_600.0


@dataclass(frozen=True, slots=True)
class HeldSettings:
    """What is done about held items that nobody decides.

    Who looks after them is alerted once they are held for longer than `alert_after_s`. `assignees` has, by kind, the
    role or name of who looks after these; what it does not name is the owner's to decide, or the engineer's to mend.
    """

    alert_after_s: float = 86_400.0
    assignees: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Environment:
    """One place where the integration runs.

    `go_live` is the moment from which items count as new (None: the first run's start). `ledger` is a path relative to
    the project's folder, or the address of a PostgreSQL database, whose password `ledger_password` refers to. `keep` is
    how long values in the history are kept, and what else nothing depends on (None: as long as the ledger).

    Where several documents of a folder run here, `main` is the file name of the ledger that this one stands beside, and
    `rows` the name under which a database has this one's rows (both empty: it is what the settings name). `systems`
    is by the document's names. `public_address` is where the systems' webhooks reach a run that listens.
    """

    name: str
    kind: str
    ledger: str
    systems: Mapping[str, Connection]
    go_live: datetime | None = None
    public_address: str = ""
    alerting: Alerting = field(default_factory=Alerting)
    held: HeldSettings = field(default_factory=HeldSettings)
    ledger_password: str = ""
    keep: timedelta | None = None
    main: str = ""
    rows: str = ""
    marked: bool = False
    """Whether the settings say its kind; else it was taken for a sandbox."""

    @property
    def shares_ledger(self) -> bool:
        """Whether the ledger is in a database on a server, which several machines may use."""
        return self.ledger.startswith(SERVERS)

    def connection(self, system: str) -> Connection | None:
        """How the system of that name is reached, or None where nobody wrote it; case does not count."""
        return next((one for name, one in self.systems.items() if name.casefold() == system.casefold()), None)
