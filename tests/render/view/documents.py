"""A document of another trade than the examples, with a described system on each side."""

from __future__ import annotations

from pathlib import Path as File

from interlock.document import read
from interlock.model.document import Document
from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, FieldType, RateLimit, RecordProfile, SystemProfile
from interlock.model.value import Side

TEXT = (File(__file__).parent / "invoices.interlock.md").read_text(encoding="utf-8")

DESK = SystemProfile(
    "Desk",
    rate_limit=Fact(RateLimit(600, 60), Confidence.SURE, (Evidence("#/info"),)),
    records=(
        RecordProfile(
            "invoices",
            fields=(
                FieldProfile(Path.of("number"), FieldType.STRING, required=True, example="D-7", label="Number"),
                FieldProfile(Path.of("state"), FieldType.STRING, enum=("open", "done")),
                FieldProfile(Path.of("total_cents"), FieldType.INTEGER, unit="cents"),
                FieldProfile(Path.of("money"), FieldType.STRING, max_length=3),
                FieldProfile(Path.of("size"), FieldType.STRING),
                FieldProfile(Path.of("sent"), FieldType.STRING),
            ),
        ),
    ),
)
BOOKS = SystemProfile(
    "Books",
    rate_limit=Fact(RateLimit(1, 1), Confidence.SURE, (Evidence("#/info"),)),
    records=(
        RecordProfile(
            "bills",
            fields=(
                FieldProfile(Path.of("ref"), FieldType.STRING, max_length=20, required=True),
                FieldProfile(Path.of("paid"), FieldType.BOOLEAN),
                FieldProfile(Path.of("amount"), FieldType.NUMBER, minimum=0),
                FieldProfile(Path.of("size"), FieldType.STRING),
            ),
        ),
    ),
)
PROFILES = {Side.LEFT: DESK, Side.RIGHT: BOOKS}


def document(text: str = TEXT) -> Document:
    """The document as it is read."""
    return read(text, "invoices.interlock.md").document
