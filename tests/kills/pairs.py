"""The pairs of systems that the sync runs between, at real addresses of this machine."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.kills.rest import Rest
from tests.kills.servers import Kinto, PocketBase, installed
from tests.kills.users import LEFT, RIGHT
from tests.sync.scenarios.systems import Can, description, profile
from tests.sync.scenarios.words import Words

from interlock.adapters.clocks import SystemClock
from interlock.adapters.sandbox_server import SandboxServer
from interlock.model.http import Answer, Request
from interlock.model.value import Side
from interlock.sandbox import Sandbox

DATA = Path(__file__).parent / "data"
GUARD = (
    "more than 95 % and more than 100000 of a record are deleted within 24 hours | hold these deletes and ask the owner"
)
SETTINGS = """[environments.test]
kind = "sandbox"
ledger = "ledger.db"

[environments.test.systems.Shop]
address = "{left}"
credential = {left_credential}

[environments.test.systems.Books]
address = "{right}"
credential = {right_credential}
"""


@dataclass
class Pair:
    """Two systems and the project between them. `outages` end a system and start it again on what it kept.

    `bulk` are the sides that take several creates in one request.
    """

    folder: Path
    systems: dict[str, Rest]
    secrets: dict[str, str]
    apart: bool = False
    outages: list[Callable[[], None]] = field(default_factory=list)
    bulk: frozenset[Side] = frozenset()


def _project(folder: Path, left: bytes, right: bytes, settings: str, **said: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = Words(policies=("a 422 answer | retry 3 times with backoff, then hold the item and alert", GUARD)).text()
    for old, new in said.items():
        text = text.replace(f"`{old}`", f"`{new}`")
    (folder / "clients.interlock.md").write_text(text)
    (folder / "a.json").write_bytes(left)
    (folder / "b.json").write_bytes(right)
    (folder / "interlock.toml").write_text(settings)


class Moody:
    """A sandbox whose answers come a little after the work was done, and that may be away."""

    def __init__(self, sandbox: Sandbox, delay_s: float) -> None:
        self.sandbox = sandbox
        self.delay_s = delay_s
        self.away = False

    def answer(self, request: Request) -> Answer:
        """What is answered, and when."""
        if self.away:
            return Answer(None, sent=False)
        given = self.sandbox.answer(request)
        if len(self.sandbox.log) > 1000:
            self.sandbox.log.clear()
        return Answer(given.response, given.sent, self.delay_s)

    def outage(self) -> None:
        """Not there for a moment; a request that is being answered is answered."""
        self.away = True
        time.sleep(0.3)
        self.away = False


def _some_can(chance: random.Random, *, etag: bool) -> Can:
    """What a system may be able to do. Deletes that nothing shows are found at once only by whole lists."""
    hidden = chance.random() < 0.5
    return Can(
        etag=etag,
        keys=chance.random() < 0.3,
        unique=chance.random() < 0.3,
        finds=chance.random() < 0.3,
        since=not hidden,
        deletes="hidden" if hidden else chance.choice(["tombstone", "flag"]),
        answers=chance.random() < 0.6,
        bulk=not etag and chance.random() < 0.7,
        size=chance.choice([20, 50, 100]),
    )


@contextmanager
def sandboxes(folder: Path, seed: int) -> Iterator[Pair]:
    """Two sandboxes that can do what chance says; in two of three pairs both refuse writes that come too late."""
    chance = random.Random(seed)
    etag = seed % 3 != 0
    cans = {side: _some_can(chance, etag=etag) for side in (Side.LEFT, Side.RIGHT)}
    clock = SystemClock()
    boxes = {side: Sandbox(profile(side, can), clock, seed=1) for side, can in cans.items()}
    moods = [Moody(box, delay_s) for box, delay_s in zip(boxes.values(), (0.002, 0.006), strict=True)]
    tokens = {side: str(box.credential.reveal("token")) for side, box in boxes.items()}
    with _served(moods) as addresses:
        settings = SETTINGS.format(
            left=addresses[0],
            right=addresses[1],
            left_credential='{ token = "env:SHOP_TOKEN" }',
            right_credential='{ token = "env:BOOKS_TOKEN" }',
        )
        left, right = (description(side, can) for side, can in cans.items())
        _project(folder, left, right, settings)
        systems = {
            LEFT: Rest(
                f"{addresses[0]}/contacts",
                f"Bearer {tokens[Side.LEFT]}",
                query="?cursor={cursor}",
                fields=("email", "phone", "name", "score"),
            ),
            RIGHT: Rest(
                f"{addresses[1]}/people",
                f"Bearer {tokens[Side.RIGHT]}",
                query="?cursor={cursor}",
                fields=("mail", "tel", "title", "rating"),
            ),
        }
        secrets = {"SHOP_TOKEN": tokens[Side.LEFT], "BOOKS_TOKEN": tokens[Side.RIGHT]}
        bulk = frozenset(side for side, can in cans.items() if can.bulk)
        outages = [mood.outage for mood in moods]
        yield Pair(folder, systems, secrets, apart=not etag, outages=outages, bulk=bulk)


@contextmanager
def _served(responders: list[Moody]) -> Iterator[list[str]]:
    """The responders at addresses of this machine, answered by a thread of their own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    servers = [SandboxServer(responder) for responder in responders]
    try:
        yield [asyncio.run_coroutine_threadsafe(server.start(), loop).result(10) for server in servers]
    finally:
        for server in servers:
            asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@dataclass
class RealServers:
    """Kinto and PocketBase, running; each trial gets collections of its own."""

    kinto: Kinto
    pocketbase: PocketBase
    trials: int = 0

    @contextmanager
    def pair(self, folder: Path) -> Iterator[Pair]:
        """A new collection of each, and the project between them."""
        self.trials += 1
        addresses = self.kinto.collection(f"contacts{self.trials}"), self.pocketbase.collection(f"people{self.trials}")
        settings = SETTINGS.format(
            left=addresses[0],
            right=addresses[1],
            left_credential='{ username = "env:KINTO_USER", password = "env:KINTO_PASSWORD" }',
            right_credential='{ token = "env:POCKETBASE_TOKEN" }',
        )
        left, right = ((DATA / name).read_bytes() for name in ("kinto.json", "pocketbase.json"))
        _project(folder, left, right, settings, contacts="records", people="records")
        systems = {
            LEFT: Rest(
                f"{addresses[0]}/records",
                self.kinto.authorization,
                wraps="data",
                fields=("email", "phone", "name", "score"),
            ),
            RIGHT: Rest(
                f"{addresses[1]}/records",
                self.pocketbase.token,
                lists="items",
                query="?perPage=500&page={page}",
                fields=("mail", "tel", "title", "rating"),
            ),
        }
        secrets = {**self.kinto.secrets, "POCKETBASE_TOKEN": self.pocketbase.token}
        yield Pair(folder, systems, secrets, apart=True, outages=[self._outage])

    def _outage(self) -> None:
        self.pocketbase.kill()
        time.sleep(0.2)
        self.pocketbase.start()


@contextmanager
def real_servers(folder: Path) -> Iterator[RealServers]:
    """Both servers, from their start to their end.

    Raises:
        CannotInstall: they cannot be had here.
    """
    programs = installed()
    kinto, pocketbase = folder / "kinto", folder / "pocketbase"
    for one in (kinto, pocketbase):
        one.mkdir(parents=True)
    servers = RealServers(Kinto(kinto, programs), PocketBase(pocketbase, programs))
    try:
        servers.kinto.prepare()
        servers.pocketbase.prepare()
        yield servers
    finally:
        servers.kinto.end()
        servers.pocketbase.end()
