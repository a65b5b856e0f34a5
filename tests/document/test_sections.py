"""Some sections of a document say the same when they are read without the others."""

from __future__ import annotations

from pathlib import Path

from interlock.document import read, read_sections

EXAMPLE = (Path(__file__).parents[2] / "examples/orders/orders.interlock.md").read_text(encoding="utf-8")


def test_what_is_read_alone_is_what_it_is_among_the_rest() -> None:
    for text in (EXAMPLE, EXAMPLE.replace("\n", "\r\n")):
        whole = read(text, "d.md").document
        some = read_sections(text, "d.md", {"changes", "dates"})
        assert (some.version, some.changes, some.dates) == (whole.version, whole.changes, whole.dates)
        assert whole.changes
        assert whole.dates
        assert (some.records, some.criteria) == ((), ())
