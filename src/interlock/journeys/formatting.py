"""Aligns the tables of a document and writes its arrows."""

from __future__ import annotations

from pathlib import Path

from interlock.adapters import files
from interlock.document import decode
from interlock.document import fmt as align


def fmt(document: Path, *, write: bool = True) -> bool:
    """Whether the document changes by formatting; it is written back unless `write` is false.

    Raises:
        UsageError: the file is not there.
        InputError: it is not text.
    """
    data = files.read(document, what="document")
    formatted = align(decode(data, str(document))).encode()
    if formatted == data:
        return False
    if write:
        files.write(document, formatted, what="document")
    return True
