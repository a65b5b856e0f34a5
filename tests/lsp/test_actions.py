"""What one key does about a finding."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lsprotocol.types import CodeAction
from pygls.workspace import PositionCodec
from tests.lsp.editor import with_edits

from interlock.lsp.actions import actions
from interlock.lsp.analysis import Analysis, look
from interlock.lsp.lines import Lines
from interlock.model.finding import Finding, Replacement, Severity

EXAMPLE = Path(__file__).parents[2] / "examples" / "orders" / "orders.interlock.md"
URI = "file:///orders.interlock.md"


def _offered(text: str, words: str, instead: str, *assumes: str) -> tuple[Analysis, list[CodeAction]]:
    """The actions about a finding at some words, of which it tells what they could be instead."""
    analysis = look(text, EXAMPLE)
    lines = Lines(text, PositionCodec())
    start = text.index(words)
    row = next(one for one in analysis.document.criteria if words in one.text or one.text in words)
    place = replace(row.span, start=start, end=start + len(words))
    offered = Replacement(place, instead, assumes)
    finding = Finding("criterion-not-understood", Severity.ERROR, place, "what is meant?", replacement=offered)
    return analysis, actions(replace(analysis, findings=(finding,)), lines, lines.range_of(place), uri=URI)


def test_the_words_are_said_as_offered_and_nothing_else_changes() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    words = "After 1 hour of quiet, every Stock is equal in both."
    _, found = _offered(text, words, "After 2 hours of quiet, every Stock is equal in both.", "`1` is read as `2`")
    assert [one.title for one in found] == [
        "say it as: After 2 hours of quiet, every Stock is equal in both. (`1` is read as `2`)"
    ]
    assert found[0].edit is not None
    assert found[0].edit.changes is not None
    assert with_edits(text, list(found[0].edit.changes[URI])) == text.replace(words, words.replace("1 hour", "2 hours"))


def test_what_takes_nothing_for_granted_is_preferred() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    words = "After 1 hour of quiet, every Stock is equal in both."
    assert _offered(text, words, "x")[1][0].is_preferred
    assert not _offered(text, words, "x", "something")[1][0].is_preferred


def test_an_error_cannot_be_left_open() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    _, found = _offered(text, "After 1 hour of quiet, every Stock is equal in both.", "x")
    assert len(found) == 1
