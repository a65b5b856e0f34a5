"""Asks the process that expressions run in, and starts another where it ended."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import orjson

_WORKER = Path(__file__).with_name("worker.py")


class Ended(Exception):
    """The process ended over a request: that took more than any may."""


class Process:
    """One process for all expressions of this program, started when it is first asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to a request.

        Raises:
            Ended: there is none.
        """
        line = orjson.dumps(request) + b"\n"
        with self._lock:
            running = self._running if self._running is not None and self._running.poll() is None else self._start()
            assert running.stdin is not None  # noqa: S101 - both are pipes
            assert running.stdout is not None  # noqa: S101 - the same
            try:
                running.stdin.write(line)
                running.stdin.flush()
                answer = running.stdout.readline()
            except OSError:
                answer = b""
            except BaseException:  # an answer that nobody reads would be taken for that of the next request
                self._end()
                raise
            if not answer.endswith(b"\n"):
                self._end()
                raise Ended
        found: dict[str, Any] = orjson.loads(answer)
        return found

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _start(self) -> subprocess.Popen[bytes]:
        # It gets the way to its libraries, and nothing else of what this process knows.
        kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        environment = {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        self._running = subprocess.Popen(
            [sys.executable, str(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=_WORKER.parent,
        )
        return self._running

    def _end(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.kill()
            running.communicate()


ONLY = Process()
"""The one of this program."""

atexit.register(ONLY.close)
