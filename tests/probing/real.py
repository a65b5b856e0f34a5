"""Real systems that are probed as anybody would: a project with a description and settings, and the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.helpers import Called, run_program
from tests.kills.servers import Kinto, PocketBase, installed

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

    def probe(self, *flags: str, timeout: float = 100) -> Called:
        """Probe it with the program."""
        return run_program(
            "learn", self.system, self.description, "--into", ".", "--probe", *flags,
            cwd=self.folder, timeout=timeout, env={**self.secrets, "COLUMNS": "140"},
        )  # fmt: skip


def place(
    folder: Path, system: str, description: Path, address: str, credential: str, secrets: Mapping[str, str],
    *, env: str = "sandbox", kind: str = 'kind = "sandbox"',
) -> Place:
    """A folder from which a system can be probed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / description.name).write_bytes(description.read_bytes())
    text = SETTINGS.format(env=env, kind=kind, system=system, address=address, credential=credential)
    (folder / "interlock.toml").write_text(text)
    return Place(folder, system, description.name, secrets)


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
            body = {"data": {"name": f"Contact {number}", "email": f"c{number}@x.test", "score": number / 4}}
            server.call("POST", f"{path}/records", body, authorization=server.authorization)
        credential = '{ username = "env:KINTO_USER", password = "env:KINTO_PASSWORD" }'
        yield server, place(folder / "at-kinto", "Contacts", DATA / "kinto.openapi.yaml", address, credential, server.secrets)
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


