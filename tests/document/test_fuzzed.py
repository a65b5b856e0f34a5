"""The reader takes whatever is left of a document after somebody, or something, has been at it."""

from __future__ import annotations

import time
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from interlock.document import decode, fmt, read
from interlock.errors import InputError
from interlock.render import findings_json, findings_text
from interlock.rules import check

TEXT = (Path(__file__).parents[2] / "examples/orders/orders.interlock.md").read_text(encoding="utf-8")
LINES = TEXT.splitlines(keepends=True)
BITS = [
    *("|", "`", "**", "- ", "\n", "\n\n", "## ", "### ", "→", "<->", "\\", "[", "](", "<", "---"),
    *("\u202e", "\x00", "\x1b[2J", "\u2028", "\ufeff", "\r", "\U0001f469\u200d", "e\u0301", "\ud800"),
    *("&a [*a]", "9" * 400, "a" * 2_000, "within 15 minutes", "is one of "),
]


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """The example after a few edits: pieces cut out, doubled, moved, or put in from elsewhere."""
    text = TEXT
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 400)))
        bit = draw(st.sampled_from(BITS) | st.sampled_from(LINES) | st.text(max_size=12) | st.just(text[at:end] * 2))
        text = text[:at] + bit + text[end if draw(st.booleans()) else at :]
    return text


@settings(max_examples=60, deadline=None)
@given(spoilt())
@example(TEXT.replace("systems/erp.openapi.yaml", "systems/\u202elmay.erp"))
@example(TEXT.replace("| ERP", "| E\u202eRP", 1).replace("| Storefront", "| E\u202eRP", 1))
@example(TEXT.replace("| Storefront | Direction", "|\x1b Storefront | Direction"))
def test_whatever_was_done_to_a_document_it_is_read_and_asked_about(text: str) -> None:
    begun = time.process_time()
    reading = read(text, "d.md")
    findings = check(reading.document, reading.findings, {})
    assert time.process_time() - begun < 10
    for finding in findings:
        assert 0 <= finding.place.start <= finding.place.end <= len(text)
        assert all(character.isprintable() for character in finding.message)
    findings_text(findings, text)
    findings_json(findings, version="1")
    assert fmt(fmt(text)) == fmt(text)


@settings(max_examples=200)
@given(st.binary(max_size=200) | spoilt().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_text_or_a_clear_error(data: bytes) -> None:
    try:
        assert decode(data, "d.md").encode() == data
    except InputError as problem:
        assert problem.message
