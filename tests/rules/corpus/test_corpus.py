"""Every planted hole is asked about, at its place and nothing beside it; nothing is asked of the sound documents."""

from __future__ import annotations

import re

import pytest
from tests.rules.corpus.holes import HOLES as FIRST
from tests.rules.corpus.holes import planted
from tests.rules.corpus.later_holes import LATER
from tests.rules.corpus.reading import SOUND, asked

from interlock.document import read
from interlock.model.finding import Finding

HOLES = (*FIRST, *LATER)
_BLOCK = 4
"""Parts of a line `| decision | value |` between its bars, counting what stands before and behind them."""
_ABSENT = frozenset({"overview-leaves-out-a-system"})
"""Questions about what a text does not name."""


def test_the_corpus_is_large_and_of_many_trades() -> None:
    assert len(SOUND) >= 30
    assert len(HOLES) >= 130
    systems = [row.name for text in SOUND.values() for row in read(text, "x.interlock.md").document.systems]
    assert len(set(systems)) == 2 * len(SOUND), "each document has systems of its own"
    assert {base for base, *_ in HOLES} == set(SOUND)
    assert len({code for _, _, _, code, _ in HOLES}) >= 75


@pytest.mark.parametrize("name", sorted(SOUND))
def test_nothing_is_asked_of_a_sound_document(name: str) -> None:
    assert [f"{one.place.line} {one.code}: {one.message}" for one in asked(SOUND[name], name)] == []


@pytest.mark.parametrize(
    ("base", "words", "instead", "code", "where"), HOLES, ids=[f"{h[3]}-{h[0]}-{i}" for i, h in enumerate(HOLES)]
)
def test_a_hole_is_found_and_nothing_else(base: str, words: str, instead: str, code: str, where: str) -> None:
    text = planted(SOUND[base], words, instead)
    found = asked(text, base)
    assert [one.code for one in found] == [code]
    assert where in text.split("\n")[found[0].place.line - 1]
    assert _points_at_what_it_names(found[0], text)


def _points_at_what_it_names(finding: Finding, text: str) -> bool:
    """Whether the lines of the place hold one of the names or words that the message quotes.

    What is missing altogether has the section's heading as its place, and a decision without a cell the word for it.
    """
    lines = "\n".join(text.split("\n")[finding.place.line - 1 : finding.place.end_line])
    names = re.findall(r"`([^`]+)`|“([^”]+)”", finding.message)
    cell = lines.startswith("| ") and len(lines.split("|")) == _BLOCK and not lines.split("|")[2].strip()
    plain = lines.casefold().replace("`", "")
    shown = any((name or quoted).casefold().replace("`", "") in plain for name, quoted in names)
    return not names or shown or cell or lines.startswith("#") or finding.code in _ABSENT
