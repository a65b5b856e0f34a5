"""Places in which a ledger can be kept, one of each kind."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from tests.postgres import Server

from interlock.adapters.ledger import PostgresLedger, SqliteLedger

KINDS = ("sqlite", "postgres")

AnyLedger = SqliteLedger | PostgresLedger


@dataclass
class Place:
    """Where one ledger is; opened as often as wanted, as by several processes."""

    kind: str
    where: str
    opened: list[AnyLedger] = field(default_factory=list)

    def open(self, environment: str = "test") -> AnyLedger:
        """One more connection to it."""
        ledger: AnyLedger
        if self.kind == "sqlite":
            # A process that dies keeps what it has written; only a power cut would not, and that is not tried here.
            ledger = SqliteLedger(self.where, environment, durable=False)
        else:
            ledger = PostgresLedger(self.where, environment)
        self.opened.append(ledger)
        return ledger

    def copied(self) -> Place:
        """A copy of it, restored somewhere else."""
        self.close()
        if self.kind == "sqlite":
            where = Path(self.where + ".copy")
            shutil.copy(self.where, where)
            return Place("sqlite", str(where))
        folder = Path(self.where.split("host=")[1])
        return Place("postgres", Server(folder).own(self.where.split("/")[3].split("?")[0]))

    def tamper(self, *statements: str) -> None:
        """Change it behind its back."""
        if self.kind == "sqlite":
            with closing(sqlite3.connect(self.where, isolation_level=None)) as file:
                for statement in statements:
                    file.execute(statement)
        else:
            with psycopg.connect(self.where, autocommit=True, options="-c search_path=interlock") as server:
                for statement in statements:
                    server.execute(statement.encode())

    def close(self) -> None:
        """Let go of all connections."""
        for ledger in self.opened:
            ledger.close()
        self.opened.clear()


def place_of(request: pytest.FixtureRequest, folder: Path) -> Place:
    """The place of the kind that the fixture asks for."""
    if request.param == "sqlite":
        return Place("sqlite", str(folder / "deep" / "ledger"))
    server: Server = request.getfixturevalue("postgres")
    return Place("postgres", server.fresh())
