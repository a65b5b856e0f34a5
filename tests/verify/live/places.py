"""Projects between real systems: Kinto with PocketBase, and Kinto with Tryton; each has items of somebody else."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.kills.pairs import DATA as KILLS
from tests.kills.pairs import SETTINGS
from tests.kills.servers import Kinto, PocketBase, installed
from tests.probing.real import DATA as PROBING
from tests.probing.real import Tryton, tryton
from tests.sync.scenarios.words import Words

POLICIES = (
    "a 422 answer | retry 3 times with backoff, then hold the item and alert",
    "a 5xx answer or no answer | pause the system, retry every 1 second, alert after 15 minutes",
)
KINTO = '{ username = "env:KINTO_USER", password = "env:KINTO_PASSWORD" }'


@dataclass
class Bystanders:
    """All that a system shows, as it is asked by somebody who has nothing to do with the test."""

    address: str
    authorization: str

    def shown(self) -> bytes:
        """The list, byte by byte; stamps and versions are in it."""
        request = urllib.request.Request(self.address, headers={"authorization": self.authorization})  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            found: bytes = answer.read()
        return found


@dataclass
class Between:
    """A project between two real systems."""

    document: Path
    secrets: Mapping[str, str]
    systems: tuple[Bystanders, Bystanders]


def write(folder: Path, text: str, settings: str, left: Path, right: Path) -> Path:
    """The project's files."""
    folder.mkdir()
    (folder / "contacts.interlock.md").write_text(text)
    (folder / "interlock.toml").write_text(settings)
    (folder / "a.json").write_bytes(left.read_bytes())
    (folder / "b.json").write_bytes(right.read_bytes())
    return folder / "contacts.interlock.md"


@contextmanager
def kinto(folder: Path) -> Iterator[Kinto]:
    """Kinto, running."""
    home = folder / "kinto"
    home.mkdir(parents=True)
    server = Kinto(home, installed())
    try:
        server.prepare()
        yield server
    finally:
        server.end()


@contextmanager
def kinto_and_pocketbase(folder: Path, criteria: str) -> Iterator[Between]:
    """Both ways between them. The same people are in both already, unlinked and with other values."""
    home = folder / "pocketbase"
    home.mkdir(parents=True)
    books = PocketBase(home, installed())
    with kinto(folder) as shop:
        try:
            books.prepare()
            left, right = shop.collection("contacts"), books.collection("people")
            for n in range(4):
                mine = {"data": {"email": f"p{n}@x.test", "phone": f"{n}", "name": "here", "score": "1"}}
                shop.call("POST", f"{left.removeprefix(shop.address)}/records", mine, authorization=shop.authorization)  # type: ignore[arg-type]
                theirs = {"mail": f"p{n + 1}@x.test", "tel": "other", "title": "there", "rating": "2"}
                books.call("POST", f"{right.removeprefix(books.address)}/records", theirs, authorization=books.token)  # type: ignore[arg-type]
            text = Words(often="every 1 second", policies=POLICIES).text()
            text = text.replace("`contacts`", "`records`").replace("`people`", "`records`") + criteria
            settings = SETTINGS.format(
                left=left, right=right, left_credential=KINTO, right_credential='{ token = "env:POCKETBASE_TOKEN" }'
            )
            document = write(folder / "project", text, settings, KILLS / "kinto.json", KILLS / "pocketbase.json")
            yield Between(
                document,
                {**shop.secrets, "POCKETBASE_TOKEN": books.token},
                (
                    Bystanders(f"{left}/records", shop.authorization),
                    Bystanders(f"{right}/records?perPage=500", books.token),
                ),
            )
        finally:
            books.end()


@contextmanager
def kinto_and_tryton(folder: Path, criteria: str) -> Iterator[Between]:
    """The names of contacts are the names of parties in an ERP."""
    with kinto(folder) as shop, tryton(folder) as (erp, place):
        assert isinstance(erp, Tryton)
        left = shop.collection("contacts")
        path = f"{left.removeprefix(shop.address)}/records"
        for n in range(4):
            one = {"data": {"name": f"Customer {n}"}}
            shop.call("POST", path, one, authorization=shop.authorization)  # type: ignore[arg-type]
        words = Words(
            fields=("`name` | ↔ | `name` | ",), match="`name` = `name`", often="every 1 second", policies=POLICIES
        )
        text = words.text().replace("`contacts`", "`records`").replace("`people`", "`party`") + criteria
        settings = SETTINGS.format(
            left=left, right=place.address, left_credential=KINTO, right_credential='{ token = "env:TRYTON_TOKEN" }'
        )
        document = write(
            folder / "project", text, settings, PROBING / "kinto.openapi.yaml", PROBING / "tryton.openapi.yaml"
        )
        # A PUT is refused that carries what the answers show beside the described fields; it takes a part, too.
        erp_says = (document.parent / "b.json").read_text()
        assert "    put:\n" in erp_says
        said = "    put:\n      description: Fields that are not sent are left unchanged.\n"
        (document.parent / "b.json").write_text(erp_says.replace("    put:\n", said))
        listed = f"{place.address}/rest/model/party.party?f=name&f=write_date&s=500"
        yield Between(
            document,
            {**shop.secrets, "TRYTON_TOKEN": erp.token},
            (Bystanders(f"{left}/records", shop.authorization), Bystanders(listed, f"Bearer {erp.token}")),
        )
