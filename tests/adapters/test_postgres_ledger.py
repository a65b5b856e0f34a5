"""A ledger in PostgreSQL: what is particular to a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import psycopg
import pytest
from tests.postgres import Server

from interlock.adapters.ledger import PostgresLedger
from interlock.errors import LedgerError
from interlock.model.kept import Standing

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def address(postgres: Server) -> Iterator[str]:
    yield postgres.fresh()


def test_it_asks_for_nothing_beyond_its_own_schema(postgres: Server) -> None:
    address = postgres.own()
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("CREATE ROLE plain LOGIN")
        db.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC")
        db.execute("CREATE SCHEMA interlock AUTHORIZATION plain")
        db.execute("CREATE TABLE public.seen (mine TEXT)")
    with closing(PostgresLedger(address.replace("interlock@", "plain@"), "test")) as ledger:
        ledger.acquire(NOW, 60, ["Client"])
        ledger.take_up("Client")
        ledger.set_fact("a", "b")
        ledger.release()
        ledger.acquire(NOW, 60, ["Client"])
        assert (ledger.standing("Client"), ledger.fact("a")) == (Standing.SOUND, "b")
    with psycopg.connect(address) as db:
        row = db.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        assert row == (1,)


def test_a_schema_that_is_something_else_is_left_alone(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("CREATE SCHEMA interlock")
        db.execute("CREATE TABLE interlock.mine (a TEXT)")
    with pytest.raises(LedgerError, match="has a schema `interlock` that is no ledger"):
        PostgresLedger(address, "test")


def test_a_newer_one_is_left_alone(address: str) -> None:
    PostgresLedger(address, "test").close()
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("UPDATE interlock.form SET n = 99")
    with pytest.raises(LedgerError, match="was written by a newer Interlock"):
        PostgresLedger(address, "test")


def test_a_connection_that_broke_is_made_again_for_the_next_transaction(address: str) -> None:
    with closing(PostgresLedger(address, "test")) as ledger:
        ledger.acquire(NOW, 60, ["Client"])
        _cut(address)
        with pytest.raises(LedgerError, match="cannot be used"):
            ledger.set_fact("a", "1")
        ledger.set_fact("a", "2")
        assert ledger.fact("a") == "2"
        with pytest.raises(LedgerError, match="cannot be used"), ledger.transaction():
            ledger.set_fact("a", "3")
            _cut(address)
            ledger.set_fact("b", "3")
        ledger.set_fact("c", "4")
        assert (ledger.fact("a"), ledger.fact("b"), ledger.fact("c")) == ("2", None, "4")


def _cut(address: str) -> None:
    """End all other connections to the database."""
    with psycopg.connect(address, autocommit=True) as db:
        db.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid != pg_backend_pid()"
        )


def test_what_a_message_shows_of_an_address(postgres: Server) -> None:
    hidden = "postgresql://me:hidden@127.0.0.1:9/d"
    with pytest.raises(LedgerError, match="cannot be reached") as caught:
        PostgresLedger(hidden, "test", password="hidden")
    assert "hidden" not in str(caught.value)
    del postgres
