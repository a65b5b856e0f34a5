"""A program that somebody else wrote, run beside this one: started, watched and ended with all that it started."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from interlock.errors import UsageError

_LAST = 2_000
_LARGEST_LOG = 20_000_000


class Program:
    """A command line that runs until it is stopped; what it says goes to a file.

    Args:
        command: as a person would type it; no shell reads it.
        folder: where it runs.
        log: the file that what it says is added to.

    Raises:
        UsageError: it is no command line.
    """

    def __init__(self, command: str, folder: Path, log: Path) -> None:
        try:
            self._words = shlex.split(command)
        except ValueError as problem:
            raise UsageError(f"`{command}` is no command line: {problem}") from None
        if not self._words:
            raise UsageError("the command is empty", hint='write it as you would type it: "python sync.py"')
        self._folder = folder
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, variables: Mapping[str, str]) -> None:
        """Start it with these environment variables besides those of this process.

        Raises:
            UsageError: there is no such program.
        """
        self._log.parent.mkdir(parents=True, exist_ok=True)
        mode = "ab" if not self._log.exists() or self._log.stat().st_size < _LARGEST_LOG else "wb"
        with self._log.open(mode) as said:
            try:
                self._process = await asyncio.create_subprocess_exec(
                    *self._words,
                    cwd=self._folder,
                    env={**os.environ, **variables},
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=said,
                    stderr=said,
                    start_new_session=True,
                )
            except OSError as problem:
                raise UsageError(
                    f"`{self._words[0]}` cannot be started: {problem.strerror or problem}",
                    hint="name a program that is on the PATH, or give its whole path",
                ) from None

    @property
    def ended(self) -> int | None:
        """How it ended by itself: its code, or None while it runs or was never started."""
        return None if self._process is None else self._process.returncode

    async def end(self) -> int:
        """How it ended, once it has."""
        return 0 if self._process is None else await self._process.wait()

    def last_words(self) -> str:
        """The last line that it said, empty where it said nothing."""
        with suppress(OSError), self._log.open("rb") as said:
            said.seek(max(0, self._log.stat().st_size - _LAST))
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            return lines[-1].strip() if lines else ""
        return ""

    async def stop(self, patience_s: float = 5.0) -> None:
        """End it: asked first, then without asking; stopping twice does no harm."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            _signal(process, "SIGTERM")
            try:
                await asyncio.wait_for(process.wait(), patience_s)
            except TimeoutError:
                pass
            finally:
                _signal(process, "SIGKILL")
        await process.wait()


def _signal(process: asyncio.subprocess.Process, name: str) -> None:
    """Tell it, and all that it started where the operating system knows of such groups."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, getattr(signal, name))
        elif process.returncode is None:
            process.terminate() if name == "SIGTERM" else process.kill()
