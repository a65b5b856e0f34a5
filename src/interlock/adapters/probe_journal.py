"""Remembers on disk what a probe made, until it is gone: a probe that is killed leaves nothing that nobody knows of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import orjson

from interlock.adapters import files
from interlock.errors import InterlockError, UsageError

try:
    import fcntl
except ImportError:  # not on every system
    fcntl = None  # type: ignore[assignment]

_LARGEST = 10_000_000


class FileNotes:
    """Notes of one kind of thing, each a tuple of texts, in a file that grows line by line and goes with the last."""

    def __init__(self, path: Path, what: str = "probe") -> None:
        self._path = path
        self._what = what

    def note(self, what: tuple[str, ...]) -> None:
        """Remember it; it is on the disk when this returns."""
        self._write([True, *what])

    def forget(self, what: tuple[str, ...]) -> None:
        """It needs no remembering any more."""
        self._write([False, *what])
        if not self.left():
            with suppress(OSError):
                self._path.unlink()

    def left(self) -> list[tuple[str, ...]]:
        """What was noted and not forgotten, in the order of noting.

        Raises:
            InterlockError: the file cannot be read.
        """
        if not files.exists(self._path):
            return []
        found: dict[tuple[str, ...], None] = {}
        for line in files.read(self._path, what=f"journal of a {self._what}", largest=_LARGEST).splitlines():
            with suppress(orjson.JSONDecodeError, TypeError, ValueError):  # the last line may be cut by a crash
                there, *what = orjson.loads(line)
                key = tuple(str(one) for one in what)
                if there:
                    found[key] = None
                else:
                    found.pop(key, None)
        return list(found)

    def _write(self, line: list[object]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                # A line that a crash has cut must not swallow the next one.
                file.write(b"\n" + orjson.dumps(line) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            raise InterlockError(
                f"what a {self._what} makes cannot be noted in `{self._path}`: {problem.strerror or problem}",
                hint="nothing is written to the system without it; free space, or choose a folder that can be written",
            ) from None


@contextmanager
def alone(path: Path, what: str = "probe of this system") -> Iterator[None]:
    """While inside, no other process is, which names the same file.

    Raises:
        UsageError: another one is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise UsageError(
                    f"another {what} is under way", hint="wait until it has ended, and try again"
                ) from None
        yield
