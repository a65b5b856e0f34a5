"""Looks for texts in the files that git knows of, without a text ever standing where other programs see it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

_PATIENCE_S = 30
_SHORTEST = 8
"""Shorter texts stand in files by chance."""
_MOST = 100


def committed_with(folder: Path, texts: Iterable[str]) -> tuple[str, ...]:
    """The files under version control in which one of the texts stands, as they are in the folder now.

    Nothing where there is no git, no repository, or no answer in time; texts of several lines are looked for by their
    longest line.
    """
    wanted = {max(text.replace("\\n", "\n").splitlines(), key=len).strip() for text in texts if text.strip()}
    wanted = {text for text in wanted if len(text) >= _SHORTEST}
    program = shutil.which("git")
    if program is None or not wanted:
        return ()
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        # By standard input: what stands in the arguments, every user of the machine can see.
        done = subprocess.run(
            [program, "-C", str(folder.absolute()), "-c", "core.fsmonitor=false", "grep", "-z", "-l", "-F", "-f", "-"],
            input="\n".join(sorted(wanted)).encode(), capture_output=True, env={**os.environ, **quiet},
            timeout=_PATIENCE_S, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ()
    names = done.stdout.decode(errors="replace").split("\0") if done.returncode == 0 else []
    return tuple(name for name in names if name)[:_MOST]
