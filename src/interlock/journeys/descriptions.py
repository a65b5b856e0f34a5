"""The files that describe a system: one, or all in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from interlock.adapters import files
from interlock.errors import InputError
from interlock.systems import Source

_MOST_FILES = 2_000
_LARGEST_FOLDER = 150_000_000
_DEEPEST = 8
# What learning itself puts beside descriptions.
_OWN = (".profile.json", ".overlay.yaml", ".probed.yaml")


def sources_of(path: Path) -> tuple[Source, ...]:
    """The description at a path; of a folder, all files in it and below it, by name.

    Raises:
        UsageError: it is not there or cannot be read.
        InputError: it is too large, or a folder without files.
    """
    if not files.is_folder(path):
        return (Source(str(path), files.read(path, what="API description")),)
    found: list[Source] = []
    size = 0
    for one in _below(path, path.resolve(), depth=0):
        found.append(Source(str(one), files.read(one, what="API description"), in_folder=True))
        size += len(found[-1].data)
        if len(found) > _MOST_FILES or size > _LARGEST_FOLDER:
            raise InputError(
                f"`{path}` holds more than {_MOST_FILES:,} files or {_LARGEST_FOLDER // 1_000_000} MB",
                hint="name the folder that holds the descriptions of this system alone",
            )
    if not found:
        raise InputError(f"the folder `{path}` holds no file", hint="name the file or folder of the API description")
    return tuple(found)


def _below(folder: Path, root: Path, *, depth: int) -> Iterator[Path]:
    for one in sorted(files.listed(folder)):
        if one.name.startswith(".") or one.name.endswith(_OWN):
            continue
        if one.is_dir():
            if depth < _DEEPEST and not one.is_symlink():
                yield from _below(one, root, depth=depth + 1)
        elif one.resolve().is_relative_to(root):  # a link may lead out of the folder
            yield one
