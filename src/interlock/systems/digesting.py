"""The digest by which what was learned is known to be in step with what it was learned from."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from interlock.systems.formats import Source
from interlock.systems.loading import digest


def digest_of(sources: Sequence[Source], overlay: bytes | None, probed: bytes | None = None) -> str:
    """The sha256 that a profile carries of what it was learned from, in hexadecimal."""
    return digest(
        b"".join(_marked(s, alone=len(sources) == 1 and not s.in_folder) for s in sources)
        + (overlay or b"")
        + (probed or b"")
    )


def _marked(source: Source, *, alone: bool) -> bytes:
    return source.data if alone else posixpath.basename(source.name).encode() + b"\0" + source.data + b"\0"
