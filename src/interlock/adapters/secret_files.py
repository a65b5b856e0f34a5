"""Secrets in files of their own: outside of every repository, and readable by nobody else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from interlock.errors import SettingsError

PREFIX = "file:"
_LARGEST = 100_000
_OTHERS = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH


def read_secret(reference: str, *, what: str) -> str:
    """What the file holds, without white space at its ends; empty where it holds nothing.

    Args:
        reference: `file:` and a path from the root, or from the home folder (`~/...`).
        what: what it is, for messages.

    Raises:
        SettingsError: there is no such file, it lies in a git work tree, or others may read or change it. No message
            shows what stands in it.
    """
    path = path_of(reference, what=what)
    try:
        with path.open("rb") as file:
            demand_private(path, what=what, mode=os.fstat(file.fileno()).st_mode)
            data = file.read(_LARGEST + 1)
    except OSError as problem:
        raise SettingsError(
            f"`{path}` of {what} cannot be read: {(problem.strerror or 'it cannot be opened').lower()}",
            hint="put the secret there, alone in its file, or name another one",
        ) from None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise SettingsError(f"`{path}` of {what} is not text in UTF-8") from None
    if len(data) > _LARGEST:
        raise SettingsError(f"`{path}` of {what} has more than 100 kB; no secret has", hint="is it the right file?")
    return text.strip()


def path_of(reference: str, *, what: str) -> Path:
    """The file that a reference names.

    Raises:
        SettingsError: it is no path from the root or the home folder, or it lies in a git work tree.
    """
    given = reference.removeprefix(PREFIX)
    try:
        path = Path(given).expanduser()
    except RuntimeError:  # nobody knows a home folder
        path = Path()
    if given == reference or not given.isprintable() or not path.is_absolute():
        raise SettingsError(
            f"the file of {what} is not named by a whole path",
            hint="write `file:/etc/NAME/secret` or `file:~/NAME/secret`",
        )
    tree = _work_tree(path)
    if tree is not None:
        raise SettingsError(
            f"`{path}` of {what} lies in the git work tree `{tree}`: sooner or later it is committed",
            hint="move it out of there, and name it where it is then",
        )
    return path


def demand_private(path: Path, *, what: str, mode: int) -> None:
    """Refuse a file that others may read or change.

    Raises:
        SettingsError: they may.
    """
    if os.name == "posix" and mode & _OTHERS:
        raise SettingsError(
            f"`{path}` of {what} may be read or changed by others (its mode is {stat.S_IMODE(mode):04o})",
            hint=f"chmod 600 {path}; where a container mounts it, ask there for the mode 0400",
        )


def _work_tree(path: Path) -> Path | None:
    """The root of the git work tree in which a file lies, links followed; None where it lies in none."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError):  # links in a circle; opening it will say so
        real = path
    return next((folder for one in (real, path) for folder in one.parents if (folder / ".git").exists()), None)
