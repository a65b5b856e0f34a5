"""What the tests of the program stand on: calls of it, inside and as a process, and systems at real addresses."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson

from interlock.adapters.sandbox_server import SandboxServer
from interlock.journeys.project import load
from interlock.journeys.serving import sandbox_of
from interlock.model.http import Answer, Request, Responder, Response
from interlock.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).parent / "interlock"
SECRETS = {"STOREFRONT_KEY": "shop-key", "ERP_CLIENT_ID": "client", "ERP_CLIENT_SECRET": "very-secret"}
DOCUMENT, SETTINGS, DESCRIPTION = "orders.interlock.md", "interlock.toml", "systems/storefront.openapi.yaml"


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder, but for what is kept to be quicker and made again."""
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    made_again = (".interlock/learned/", ".interlock/.gitignore")
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(made_again)}


@dataclass(frozen=True, slots=True)
class Called:
    """What a call of the program left behind."""

    code: int
    out: str
    err: str


def copy_example(folder: Path) -> Path:
    """A copy of the example, whose systems are reached where nothing listens."""
    shutil.copytree(ROOT / "examples" / "orders", folder, ignore=shutil.ignore_patterns(".*"))
    change(folder / SETTINGS, "127.0.0.1:8401", "127.0.0.1:9")
    change(folder / SETTINGS, "127.0.0.1:8402", "127.0.0.1:9")
    return folder


def change(file: Path, old: str, new: str, *, count: int = -1) -> None:
    """Replace a text that must be there."""
    text = file.read_text()
    assert old in text, old
    file.write_text(text.replace(old, new, count))


def hurry(folder: Path) -> None:
    """Let both systems be asked as often as one likes, where the example states slow limits."""
    change(folder / "systems" / "erp.openapi.yaml", "120 requests per minute", "90,000 requests per minute")
    change(folder / DESCRIPTION, "600 requests per minute", "90,000 requests per minute")
    change(folder / DOCUMENT, "ERP allows 120 requests", "ERP allows 90,000 requests")
    change(folder / DOCUMENT, "Storefront allows 600 requests", "Storefront allows 90,000 requests")


def environment(**more: str) -> dict[str, str]:
    """The variables of a process: those of this one, the example's secrets, and more."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("INTERLOCK", "NO_COLOR"))}
    return kept | SECRETS | {"COLUMNS": "100"} | more


def run_program(*arguments: str, cwd: Path, timeout: float = 60, env: Mapping[str, str] | None = None) -> Called:
    """The program as a process, to its end."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        cwd=cwd,
        env=environment(**(env or {})),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Called(done.returncode, done.stdout, done.stderr)


@contextmanager
def started(*arguments: str, cwd: Path, code: str = "") -> Iterator[subprocess.Popen[str]]:
    """The program as a process that goes on; what is left of it at the end is killed. `code` begins it otherwise."""
    process = subprocess.Popen(
        [*([sys.executable, "-c", code] if code else [PROGRAM]), *arguments],
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str], number: signal.Signals, *, within_s: float) -> Called:
    """Send a signal, and give what the process left behind; it must end in time."""
    process.send_signal(number)
    out, err = process.communicate(timeout=within_s)
    return Called(process.returncode, out, err)


def killed(process: subprocess.Popen[str], *, once: Callable[[], bool], wait_s: float) -> int:
    """Kill a process a moment after something holds, or where it ends before that, then; its exit code."""
    while process.poll() is None and not once():
        time.sleep(0.0005)
    time.sleep(wait_s)
    return ended(process, signal.SIGKILL, within_s=10).code


def until(holds: Callable[[], bool], *, within_s: float = 20) -> None:
    """Wait for something."""
    last = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < last, "it never happened"
        time.sleep(0.02)


@contextmanager
def serving(*responders: Responder) -> Iterator[tuple[str, ...]]:
    """Responders at addresses of this machine, answered by a thread of their own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    servers = [SandboxServer(responder) for responder in responders]
    try:
        yield tuple(asyncio.run_coroutine_threadsafe(server.start(), loop).result(10) for server in servers)
    finally:
        for server in servers:
            asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10)
        asyncio.run_coroutine_threadsafe(_let_go(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _let_go() -> None:
    """End what still wants to answer."""
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


def sandboxes(folder: Path) -> tuple[Sandbox, Sandbox]:
    """The example's two systems as empty sandboxes."""
    project = load(folder)
    shop, erp = (sandbox_of(project, row.name, records=0) for row in project.document.systems)
    return shop, erp


@contextmanager
def served(folder: Path) -> Iterator[tuple[Sandbox, Sandbox]]:
    """The example's two systems as empty sandboxes at real addresses, which the settings then name."""
    shop, erp = sandboxes(folder)
    with serving(shop, erp) as addresses:
        point(folder, *addresses)
        yield shop, erp


def point(folder: Path, shop: str, erp: str) -> None:
    """Let the settings name these addresses."""
    first, *rest = (folder / SETTINGS).read_text().split("http://127.0.0.1:9")
    (folder / SETTINGS).write_text(first + shop + erp.join(rest))


class Answering:
    """A system that gives every request the same answer, and counts."""

    def __init__(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.count = 0
        self._answer = Answer(Response(status, {"content-type": kind}, body))

    def answer(self, request: Request) -> Answer:  # noqa: ARG002 - the same to all
        self.count += 1
        return self._answer


class Slow:
    """A system whose answers come after a while."""

    def __init__(self, responder: Responder, delay_s: float) -> None:
        self._responder = responder
        self._delay_s = delay_s

    def answer(self, request: Request) -> Answer:
        given = self._responder.answer(request)
        return Answer(given.response, given.sent, self._delay_s)


def bodies(sandbox: Sandbox, resource: str) -> list[dict[str, object]]:
    """What a sandbox keeps of a resource."""
    return [orjson.loads(orjson.dumps(item.body)) for item in sandbox.store.items(resource) if not item.deleted]
