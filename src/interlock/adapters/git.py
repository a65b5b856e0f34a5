"""Files as they were in a revision of a git repository; git is only asked to read what it has."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from interlock.errors import InputError, UsageError

_LARGEST = 150_000_000
_PATIENCE_S = 60
_LONGEST_NAME = 400


class Revision:
    """The files of one revision, by their paths from the root of the repository."""

    def __init__(self, folder: Path, name: str) -> None:
        """Find the revision that is called so.

        Args:
            folder: somewhere in the repository, also in a bare one.
            name: a commit, tag, branch, or what git calls one (`HEAD~1`).

        Raises:
            UsageError: there is no git, no repository, or no such revision.
        """
        self._folder = folder
        self.name = name
        if not name or len(name) > _LONGEST_NAME or name.startswith("-") or not name.isprintable():
            raise UsageError(f"`{name[:80]}` is no name of a revision", hint="name one like `HEAD~1`, `main` or `v1.2`")
        known = self._git("rev-parse", "--git-dir")
        if known is None:
            raise UsageError(
                f"`{folder}` is in no git repository, and there is no file `{name}`",
                hint="name two files, or go to the folder of a repository",
            )
        found = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if found is None:
            raise UsageError(
                f"there is no file and no revision of git called `{name}`",
                hint="`git log --oneline` and `git tag` list revisions; one file in a revision is `v1.2:PATH`",
            )
        self._commit = found.decode().strip()
        self.prefix = (self._git("rev-parse", "--show-prefix") or b"").decode(errors="replace").strip()
        """The folder's path from the root of the repository, with a slash at its end; empty at the root."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, None where the revision has none.

        Raises:
            InputError: it is too large.
        """
        if not path.isprintable():
            return None
        name = f"{self._commit}:{path}"
        # Every hexadecimal name of a commit begins with a letter or digit, so that this is never an option.
        size = self._git("cat-file", "-s", name)
        if size is None or self._git("cat-file", "-t", name) != b"blob\n":
            return None
        if int(size) > _LARGEST:
            raise InputError(f"`{path}` has {int(size) / 1e6:,.0f} MB in `{self.name}`; expected at most 150 MB")
        return self._git("cat-file", "blob", name)

    def named(self, ending: str) -> list[str]:
        """The files of the folder whose names end so, by their paths from the root."""
        listed = self._git("ls-tree", "-z", "--name-only", "--full-tree", self._commit, self.prefix or ".")
        names = (listed or b"").decode(errors="replace").split("\0")
        return [name for name in names if name.endswith(ending)]

    def commits_of(self, path: str, *, most: int) -> tuple[tuple[str, datetime], ...]:
        """The commits up to this revision that changed a file, the newest first, each with when it was committed.

        Args:
            path: the file's path from the root of the repository.
            most: no more than so many.
        """
        if not path.isprintable():
            return ()
        listed = self._git("log", f"--max-count={most}", "--format=%H %ct", self._commit, "--", f":/{path}")
        lines = (line.split() for line in (listed or b"").decode(errors="replace").splitlines())
        return tuple((commit, datetime.fromtimestamp(int(at), UTC)) for commit, at in lines)

    def _git(self, *arguments: str) -> bytes | None:
        """What git prints; None where it refuses."""
        program = shutil.which("git")
        if program is None:
            raise UsageError("there is no `git` on this machine", hint="install it, or name two files")
        # Reading must not take locks, ask for passwords, or fetch what a partial clone lacks.
        quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
        try:
            done = subprocess.run(
                [program, "-C", str(self._folder.absolute()), "-c", "core.fsmonitor=false", *arguments],
                capture_output=True, stdin=subprocess.DEVNULL, env={**os.environ, **quiet},
                timeout=_PATIENCE_S, check=False,
            )  # fmt: skip
        except (OSError, ValueError) as problem:
            raise UsageError(f"git cannot be started: {problem}") from None
        except subprocess.TimeoutExpired:
            raise UsageError(f"git did not answer within {_PATIENCE_S} seconds") from None
        return done.stdout if done.returncode == 0 else None
