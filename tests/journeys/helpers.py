"""What the journeys' tests stand on: a clock in a hurry, and projects served by sandboxes over real sockets."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from interlock.adapters.clocks import SystemClock
from interlock.adapters.sandbox_server import SandboxServer
from interlock.journeys.project import Project, load
from interlock.journeys.serving import sandbox_of
from interlock.model.value import Side
from interlock.sandbox import Sandbox

ROOT = Path(__file__).parents[2]


class HurriedClock:
    """Real time, but whoever sleeps does not wait: the clock is moved on instead. Limits hold in its time."""

    def __init__(self) -> None:
        self._real = SystemClock()
        self._ahead = timedelta()

    def now(self) -> datetime:
        return self._real.now() + self._ahead

    async def sleep(self, seconds: float) -> None:
        until = self.now() + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        # Others who slept at the same time may have moved the clock on already.
        self._ahead += max(timedelta(), until - self.now())

    def pass_on(self, span: timedelta) -> None:
        """Let so much time pass at once."""
        self._ahead += span


def copied(example: str, folder: Path) -> Path:
    """A copy of an example of the repository, in a folder of its own."""
    shutil.copytree(ROOT / "examples" / example, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
    return folder


@asynccontextmanager
async def served(
    folder: Path, clock: HurriedClock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Project, Mapping[Side, Sandbox]]]:
    """A project whose two systems are sandboxes on free ports of this machine."""
    project = load(folder)
    settings = folder / "interlock.toml"
    text = settings.read_text()
    sandboxes: dict[Side, Sandbox] = {}
    servers: list[SandboxServer] = []
    try:
        for row in project.document.systems:
            sandbox = sandbox_of(project, row.name, records=0, clock=clock)
            server = SandboxServer(sandbox)
            await server.start()
            servers.append(server)
            connection = project.environment().systems[row.name]
            text = text.replace(connection.address, server.address)
            for part, reference in connection.credential.items():
                monkeypatch.setenv(reference.removeprefix("env:"), sandbox.credential.reveal(part) or "")
            sandboxes[row.side] = sandbox
        settings.write_text(text)
        yield load(folder), sandboxes
    finally:
        for server in servers:
            await server.stop()
