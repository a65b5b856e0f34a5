"""Files: read with a limit, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from interlock.errors import InputError, InterlockError, UsageError

# Real API descriptions reach 15 MB; ten times that is nobody's description.
LARGEST_FILE = 150_000_000


def read(path: Path, *, what: str, largest: int = LARGEST_FILE) -> bytes:
    """The bytes of a file.

    Args:
        path: where it is.
        what: what the reader takes it for, as the messages call it (`document`).
        largest: how many bytes it may have.

    Raises:
        UsageError: it is not there or cannot be read.
        InputError: it is too large, or no file.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError(f"`{path}` is a folder, expected the {what} as a file")
        if size > largest:
            raise InputError(
                f"`{path}` has {size / 1_000_000:,.0f} MB; a {what} has at most {largest / 1_000_000:,.0f} MB",
                hint="is this the file you meant?",
            )
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"there is no {what} at `{path}`") from None
    except ValueError:
        raise UsageError(f"there is no {what} at `{path}`: no file can have this name") from None
    except OSError as problem:
        raise UsageError(f"`{path}` cannot be read: {problem.strerror or problem}") from None


def write(path: Path, data: bytes, *, what: str, lasting: bool = True, through: bool = False) -> None:
    """Write a file so that at every moment either the old or the new content is there.

    Args:
        path: where it is; folders on the way are made.
        data: all that it then holds.
        what: what it is, as the messages call it (`document`).
        lasting: wait until the disk has it; needless for what can be made again.
        through: where the path is a link, it stays one, and the file that it names is written.

    Raises:
        InterlockError: the folder cannot be written, or the disk is full; the old file is as it was.
    """
    temporary: str | None = None
    try:
        path = followed(path) if through else path
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        if path.exists():
            Path(temporary).chmod(path.stat().st_mode & 0o777)
        else:
            Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as problem:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise InterlockError(
            f"the {what} cannot be written to `{path}`: {problem.strerror or problem}",
            hint="choose a folder that you may write to, or free space; nothing was changed",
        ) from None


def append(path: Path, line: bytes, *, what: str) -> None:
    """Add a line to a file in one write, so that what others add at the same moment is kept.

    Raises:
        InterlockError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        with os.fdopen(handle, "r+b", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 1))
            unfinished = size > 0 and file.read(1) != b"\n"
            file.write(b"\n" + line if unfinished else line)
            os.fsync(file.fileno())
    except OSError as problem:
        raise InterlockError(f"the {what} cannot be written to `{path}`: {problem.strerror or problem}") from None


def make_folder(path: Path) -> None:
    """Make a folder, with those above it, where there is none.

    Raises:
        InterlockError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise InterlockError(
            f"the folder `{path}` cannot be made: {why}", hint="choose one in a folder that you may write to"
        ) from None


def remove(path: Path) -> None:
    """Take a file away; nothing where it is not there.

    Raises:
        InterlockError: it cannot be taken away.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise InterlockError(f"`{path}` cannot be taken away: {problem.strerror or problem}") from None


def followed(path: Path) -> Path:
    """The file that a link names in the end; the path itself where it is none.

    Raises:
        OSError: links lead round in a circle.
    """
    try:
        return path.resolve() if path.is_symlink() else path
    except RuntimeError as problem:  # what Python before 3.13 says of a circle
        raise OSError(str(problem)) from None


def is_empty(path: Path) -> bool:
    """Whether there is a file without a single byte."""
    try:
        return path.is_file() and path.stat().st_size == 0
    except (OSError, ValueError):
        return False


def exists(path: Path) -> bool:
    """Whether something is there; a name that no file can have is not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether it is a folder; a name that no file can have is not."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def listed(folder: Path) -> list[Path]:
    """What is in a folder.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return list(folder.iterdir())
    except OSError as problem:
        raise UsageError(f"the folder `{folder}` cannot be read: {problem.strerror or problem}") from None


def inside(folder: Path, relative: str) -> Path | None:
    """The path of a file that a document names, or None where it would lie outside the folder (links followed)."""
    root = folder.resolve()
    try:
        path = (root / relative).resolve()
    except (OSError, ValueError):
        return None
    return path if path.is_relative_to(root) else None
