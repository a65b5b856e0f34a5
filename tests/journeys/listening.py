"""Two sandboxes that send webhooks, and a run that listens, in real time and over real sockets."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.journeys.helpers import HurriedClock, copied, served

from interlock.adapters.ledger import SqliteLedger
from interlock.adapters.logs import Log, nothing
from interlock.adapters.webhook_sender import WebhookSender
from interlock.journeys import service
from interlock.journeys.project import Project, load
from interlock.journeys.telling import Ears
from interlock.model.alert import Alert
from interlock.model.plan import CycleReport
from interlock.model.value import Side
from interlock.sandbox import Sandbox


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Standing:
    """A project between two sandboxes, and the address at which a run of it listens."""

    project: Project
    sandboxes: Mapping[Side, Sandbox]
    port: int
    said: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    reports: list[CycleReport] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    log: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    written: Log = nothing

    @property
    def left(self) -> Sandbox:
        return self.sandboxes[Side.LEFT]

    @property
    def right(self) -> Sandbox:
        return self.sandboxes[Side.RIGHT]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def is_subscribed(self) -> bool:
        """Whether the run has subscribed, and knows what is signed with."""
        return any(one.startswith("subscribed to") for one in self.said)

    def ledger(self) -> SqliteLedger:
        environment = self.project.environment()
        return SqliteLedger(self.project.folder / environment.ledger, environment.name)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """While inside, a run keeps going and listens."""
        stop, up = asyncio.Event(), asyncio.Event()

        def told(report: CycleReport) -> None:
            self.reports.append(report)
            up.set()

        def log(event: str, **known: object) -> None:
            self.log.append((event, known))
            self.written(event, **known)
            if event == "webhook":
                self.refused.append("" if known["outcome"] == "taken" else str(known["outcome"]))

        ears = Ears(told=told, said=self.said.append, alerted=self.alerts.append, log=log)
        listen = ("127.0.0.1", self.port)
        running = asyncio.ensure_future(service.served(self.project, ears=ears, listen=listen, stop=stop))
        first = asyncio.ensure_future(up.wait())
        try:
            await asyncio.wait({running, first}, timeout=60, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
            yield
        finally:
            stop.set()
            first.cancel()
            await asyncio.wait_for(running, 30)


@asynccontextmanager
async def standing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str = "", *, register: bool = True
) -> AsyncIterator[Standing]:
    """The example between two sandboxes that have no limits worth waiting for; `settings` are added to its own."""
    folder = copied("orders", tmp_path / "project")
    for name in ("orders.interlock.md", "systems/erp.openapi.yaml", "systems/storefront.openapi.yaml"):
        text = (folder / name).read_text()
        for limit in ("600 requests per minute", "120 requests per minute"):
            text = text.replace(limit, "60000 requests per minute")
        (folder / name).write_text(text)
    port = free_port()
    toml = folder / "interlock.toml"
    text = toml.read_text()
    if register:
        text = text.replace('kind = "sandbox"', f'kind = "sandbox"\npublic_address = "http://127.0.0.1:{port}"')
    toml.write_text(f"{text}\n{settings}\n")
    async with AsyncExitStack() as stack:
        project, sandboxes = await stack.enter_async_context(served(folder, HurriedClock(), monkeypatch))
        for sandbox in sandboxes.values():
            await stack.enter_async_context(WebhookSender(sandbox.webhooks, sandbox.clock.now))
        yield Standing(load(project.folder), sandboxes, port)


async def until(condition: Callable[[], object], *, seconds: float = 25.0) -> None:
    """Return once the condition holds; fail where it does not within so many seconds."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for happens on the other side of a socket
            await asyncio.sleep(0.02)
