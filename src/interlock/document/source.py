"""The words of a document at a place."""

from __future__ import annotations

from interlock.model.document import Document
from interlock.model.place import Span


def slice(document: Document, span: Span) -> str:  # noqa: A001 - it does to a document what slicing does to a text
    """The text of the document between the ends of a place."""
    return document.text[span.start : span.end]
