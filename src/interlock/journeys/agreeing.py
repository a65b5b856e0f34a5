"""What a document says today, layer by layer, with the API descriptions that it was written against."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from interlock.adapters import files
from interlock.agreement.cells import Described
from interlock.agreement.layers import Content, content, identity
from interlock.journeys.documents import ENDING
from interlock.journeys.project import Project
from interlock.journeys.table_files import with_tables_of
from interlock.model.agreement import Identity, Layer
from interlock.model.corrections import corrections_file
from interlock.model.document import Document

Opener = Callable[[str], bytes | None]
"""The bytes of a file by its path relative to the document's folder, None where it is not there or lies outside."""

_REFERENCE = re.compile(rb"""\$ref["']?\s*:\s*["']?([^#"'\s,}]+)""")
_MOST_FILES = 1_000


def layers(project: Project) -> Mapping[Layer, str]:
    """The sha256 of each layer of a project's document, in hexadecimal; what is signed."""
    return agreed_content(project).digests


def agreed_content(project: Project) -> Content:
    """What a project's document and descriptions say, cell by cell."""
    return content_of(project.document, open_in(project.folder))


def content_of(document: Document, opener: Opener) -> Content:
    """What a document says, with descriptions and tables that are read by `opener`."""
    whole = with_tables_of(document, opener)
    return content(whole, {row.side: described(opener, row.description, row.name) for row in document.systems})


def identity_of(project: Project) -> Identity:
    """Which document it is."""
    return identity(project.document, stem(Path(project.document.path)))


def stem(path: Path) -> str:
    """A document's name without its ending."""
    return path.name.removesuffix(ENDING)


def open_in(folder: Path) -> Opener:
    """Reads files of a folder and nothing outside of it."""

    def opened(relative: str) -> bytes | None:
        path = files.inside(folder, relative)
        return files.read(path, what="file") if path is not None and path.is_file() else None

    return opened


def described(opener: Opener, description: str, system: str) -> Described:
    """The digests of a system's API description, with all files that it refers to, and of its corrections.

    Line ends do not count: git writes other ones on other machines.
    """
    found = _with_references(opener, description) if description else {}
    corrections = opener(corrections_file(system))
    parts = [f"{name} {_digest(data)}" for name, data in sorted(found.items())]
    # One file stands for itself, so that moving it changes its path only.
    whole = _digest(next(iter(found.values()))) if len(found) == 1 else _digest("\n".join(parts).encode())
    return Described(whole if found else "", _digest(corrections) if corrections is not None else "")


def _with_references(opener: Opener, start: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    waiting = [start]
    while waiting and len(found) < _MOST_FILES:
        name = waiting.pop()
        data = opener(name) if name not in found else None
        if data is None:
            continue
        found[name] = data
        for one in dict.fromkeys(_REFERENCE.findall(data)):
            relative = one.decode(errors="replace")
            if "://" not in relative:
                waiting.append(posixpath.normpath(posixpath.join(posixpath.dirname(name), relative)))
    return found


def _digest(data: bytes) -> str:
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
