"""Aligns the tables of a document and writes its arrows."""

from __future__ import annotations

from pathlib import Path

from interlock.document import fmt as align
from interlock.journeys.documents import read_document, write_document


def fmt(document: Path, *, write: bool = True) -> bool:
    """Whether the document changes by formatting; it is written back unless `write` is false.

    Raises:
        UsageError: the file is not there.
        InputError: it is not text, or no document.
    """
    text = read_document(document)
    formatted = align(text)
    if formatted == text:
        return False
    if write:
        write_document(document, formatted)
    return True
