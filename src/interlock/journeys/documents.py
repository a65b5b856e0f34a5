"""The file of a document: read as one, and written where it lies."""

from __future__ import annotations

import difflib
from pathlib import Path

from interlock.adapters import files
from interlock.document import FORMAT, decode, is_marked
from interlock.errors import InputError

ENDING = ".interlock.md"
"""How the file of a document is called."""


def read_document(path: Path) -> str:
    """The text of a document.

    Raises:
        UsageError: the file is not there.
        InputError: it is no text, empty, or neither its name nor its first lines say that it is a document.
    """
    text = decode(files.read(path, what="document"), str(path))
    if not text.strip():
        raise InputError(
            f"the document `{path}` is empty",
            hint="start one with `interlock new`, or see a complete example with `interlock demo`",
        )
    demand_document(text, path)
    return text


def demand_document(text: str, path: Path) -> None:
    """Refuse what is another file: its questions would be nonsense, and answers to them would be written into it.

    Raises:
        InputError: neither its name nor its first lines say that it is a document.
    """
    if is_marked(text) or _is_called_one(path):
        return
    raise InputError(
        f"`{path}` is no Interlock document: its first lines do not say `interlock: {FORMAT}`",
        hint=f"name the file `NAME{ENDING}`, or begin it with lines `---`, `interlock: {FORMAT}`, `version: 1.0.0`, "
        "`---`; `interlock new` starts a document",
    )


def _is_called_one(path: Path) -> bool:
    """Whether the file has the name of a document; of a link, what it names counts."""
    try:
        return files.followed(path).name.endswith(ENDING)
    except OSError:
        return False


def write_document(path: Path, text: str) -> None:
    """Write a document whole or not at all; where it is a link, the file that it names.

    Raises:
        InterlockError: it cannot be written; the old one is as it was.
    """
    files.write(path, text.encode(), what="document", through=True)


def difference(before: str, after: str, name: str) -> str:
    """What was changed, as a unified diff; empty where nothing was."""
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    found = difflib.unified_diff(old, new, name, name, n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in found)
