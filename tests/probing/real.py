"""Real systems that are probed as anybody would: a project with a description and settings, and the program."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.helpers import Called, run_program
from tests.kills.servers import HOME, LOCK, CannotInstall, Kinto, PocketBase, Server, installed

from interlock.model.value import JSON

_LOCK = LOCK.with_name("tryton.lock")
DATA = Path(__file__).parent / "data"
SETTINGS = """[environments.{env}]
{kind}
[environments.{env}.systems.{system}]
address = "{address}"
credential = {credential}
"""


@dataclass
class Place:
    """A folder with the description of a running system."""

    folder: Path
    system: str
    description: str
    secrets: Mapping[str, str]
    address: str
    authorization: str = ""

    def items(self, path: str) -> int:
        """How many items there are."""
        request = urllib.request.Request(self.address + path, headers={"authorization": self.authorization})  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            text: str = answer.read().decode()
        return text.count('"id"')

    def probe(self, *flags: str, timeout: float = 100) -> Called:
        """Probe it with the program."""
        return run_program(
            "learn", self.system, self.description, "--into", ".", "--probe", *flags,
            cwd=self.folder, timeout=timeout, env={**self.secrets, "COLUMNS": "140"},
        )  # fmt: skip


def place(
    folder: Path,
    system: str,
    description: Path,
    address: str,
    credential: str,
    secrets: Mapping[str, str],
    *,
    env: str = "sandbox",
    kind: str = 'kind = "sandbox"',
) -> Place:
    """A folder from which a system can be probed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / description.name).write_bytes(description.read_bytes())
    text = SETTINGS.format(env=env, kind=kind, system=system, address=address, credential=credential)
    (folder / "interlock.toml").write_text(text)
    return Place(folder, system, description.name, secrets, address)


@contextmanager
def kinto(folder: Path) -> Iterator[tuple[Kinto, Place]]:
    """Kinto with a collection of twelve contacts.

    Raises:
        CannotInstall: it cannot be had here.
    """
    home = folder / "kinto"
    home.mkdir(parents=True)
    server = Kinto(home, installed())
    try:
        server.prepare()
        address = server.collection("contacts")
        path = address.removeprefix(server.address)
        for number in range(12):
            body: JSON = {"data": {"name": f"Contact {number}", "email": f"c{number}@x.test", "score": number / 4}}
            server.call("POST", f"{path}/records", body, authorization=server.authorization)
        credential = '{ username = "env:KINTO_USER", password = "env:KINTO_PASSWORD" }'
        yield (
            server,
            place(folder / "at-kinto", "Contacts", DATA / "kinto.openapi.yaml", address, credential, server.secrets),
        )
    finally:
        server.end()


@contextmanager
def pocketbase(folder: Path) -> Iterator[tuple[PocketBase, Place]]:
    """PocketBase with a collection of twelve people, whose codes it keeps unique.

    Raises:
        CannotInstall: it cannot be had here.
    """
    home = folder / "pocketbase"
    home.mkdir(parents=True)
    server = PocketBase(home, installed())
    try:
        server.prepare()
        fields = [{"name": one, "type": "text"} for one in ("mail", "tel", "title", "code")]
        fields += [{"name": "rating", "type": "number"}]
        stamps = [("created", False), ("updated", True)]
        fields += [{"name": n, "type": "autodate", "onCreate": True, "onUpdate": again} for n, again in stamps]  # type: ignore[dict-item]
        unique = ["CREATE UNIQUE INDEX one_code ON people (code) WHERE code != ''"]
        body = {"name": "people", "type": "base", "fields": fields, "indexes": unique}
        server.call("POST", "/api/collections", body, authorization=server.token)  # type: ignore[arg-type]
        for number in range(12):
            one = {"mail": f"p{number}@x.test", "title": f"Person {number}", "code": f"P{number}", "rating": number / 4}
            server.call("POST", "/api/collections/people/records", one, authorization=server.token)  # type: ignore[arg-type]
        address = f"{server.address}/api/collections/people"
        secrets = {"POCKETBASE_TOKEN": server.token}
        yield server, place(
            folder / "at-pocketbase", "People", DATA / "pocketbase.openapi.yaml", address,
            '{ token = "env:POCKETBASE_TOKEN" }', secrets,
        )  # fmt: skip
    finally:
        server.end()


_SEED = """
from proteus import Model, config
config.set_trytond("erp", config_file="trytond.conf")
User, Group, Party = (Model.get(name) for name in ("res.user", "res.group", "party.party"))
user = User(name="Sync", login="sync", password="not-a-secret-123")
for group in Group.find([]):
    user.groups.append(Group(group.id))
user.save()
key = Model.get("res.user.application")(user=user, application="rest")
key.save()
open("token", "w").write(key.key)
for number in range(12):
    Party(name=f"Customer {number}").save()
"""


@dataclass
class Tryton(Server):
    """An ERP with a REST interface; it keeps all in one file."""

    def command(self) -> list[str]:
        return [str(self.programs / "trytond"), "-c", "trytond.conf", "-d", "erp"]

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
        except OSError:
            return False
        return True

    def prepare(self) -> None:
        """Take a copy of a database that was made before, and start on it."""
        made = self._made()
        (self.folder / "db").mkdir()
        shutil.copy(made / "db" / "erp.sqlite", self.folder / "db" / "erp.sqlite")
        shutil.copy(made / "token", self.folder / "token")
        self._configure(self.folder, self.port)
        self.start()

    @property
    def token(self) -> str:
        return (self.folder / "token").read_text()

    @staticmethod
    def _configure(folder: Path, port: int) -> None:
        (folder / "trytond.conf").write_text(
            f"[database]\nuri = sqlite://\npath = {folder}/db\n[web]\nlisten = 127.0.0.1:{port}\n"
        )

    def _made(self) -> Path:
        """A folder with a database of twelve parties; made the first time, as that takes longer than all else."""
        wanted = HOME / "tryton" / f"made-{hashlib.sha256(_LOCK.read_bytes() + _SEED.encode()).hexdigest()[:12]}"
        with (HOME / "tryton" / "making").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (wanted / "token").exists():
                shutil.rmtree(wanted, ignore_errors=True)
                making = wanted.with_name(f"{wanted.name}.making")
                shutil.rmtree(making, ignore_errors=True)
                self._make(making)
                making.rename(wanted)
        return wanted

    def _make(self, folder: Path) -> None:
        (folder / "db").mkdir(parents=True)
        (folder / "db" / "erp.sqlite").touch()
        (folder / "password").write_text("not-a-secret-123")
        (folder / "seed.py").write_text(_SEED)
        self._configure(folder, 9)
        admin = [str(self.programs / "trytond-admin"), "-c", "trytond.conf", "-d", "erp", "--all", "-u", "party"]
        environment = {**os.environ, "TRYTONPASSFILE": str(folder / "password")}
        for command in (
            [*admin, "--activate-dependencies", "--email", "a@x.test"],
            [str(self.programs / "python"), "seed.py"],
        ):
            try:
                subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, timeout=180)
            except (OSError, subprocess.SubprocessError) as fault:
                raise CannotInstall(f"{command[0]} failed: {fault}") from fault


@contextmanager
def tryton(folder: Path) -> Iterator[tuple[Tryton, Place]]:
    """Tryton with twelve parties.

    Raises:
        CannotInstall: it cannot be had here.
    """
    home = folder / "tryton"
    home.mkdir(parents=True)
    server = Tryton(home, installed(_LOCK, "tryton"))
    try:
        server.prepare()
        secrets = {"TRYTON_TOKEN": server.token}
        yield server, place(
            folder / "at-tryton", "Parties", DATA / "tryton.openapi.yaml", f"{server.address}/erp",
            '{ token = "env:TRYTON_TOKEN" }', secrets,
        )  # fmt: skip
    finally:
        server.end()
