"""A small file beside a ledger's, which tells how far the ledger was: what a restored one cannot know."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote

ENDING = ".mark"

_LINE = 160


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a ledger was: what it is named, which of its lives it is in, and how often something was kept.

    `starts` tells when each environment went live, which a ledger that is lost cannot tell.
    """

    birth: str
    life: str
    commits: int
    starts: tuple[tuple[str, str], ...] = ()


class Witness:
    """The file that belongs to the ledger at `path`.

    It is written after each commit and not waited for, so it tells of at most as many commits as the ledger has; if it
    tells of more, the ledger lost some.
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path + ENDING)
        self._file: int | None = None

    def read(self) -> Mark | None:
        """What it tells; None where there is no such file, or where it is damaged."""
        try:
            birth, life, commits, *starts = self._path.read_text(encoding="ascii").splitlines()[0].split()
            return Mark(birth, life, int(commits), tuple(_start(one) for one in starts))
        except (OSError, ValueError, IndexError):
            return None

    def exists(self) -> bool:
        """Whether there is such a file at all."""
        return self._path.exists()

    def write(self, mark: Mark) -> None:
        """Tell this from now on.

        Raises:
            OSError: it cannot be written.
        """
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        words = [mark.birth, mark.life, str(mark.commits)]
        words += (f"{quote(name, safe='')}={moment}" for name, moment in mark.starts)
        line = " ".join(words).ljust(_LINE - 1) + "\n"
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, line.encode("ascii"))

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _start(text: str) -> tuple[str, str]:
    """An environment and when it went live.

    Raises:
        ValueError: the text tells of no moment.
    """
    name, _, moment = text.partition("=")
    if datetime.fromisoformat(moment).tzinfo is None:
        raise ValueError(f"`{moment}` has no offset from UTC")
    return unquote(name), moment
