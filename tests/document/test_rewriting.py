"""Sentences of many authors: read as they stand, or said in the controlled language; what is open is asked about.

`published.txt` and every second sentence of `others.txt` were looked at while the language was made; the rest was not.
Below each sentence stand its meanings in the controlled language: one of them must be what is read or offered.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from interlock.document import read
from interlock.model.document import Criterion, Phrase
from interlock.model.finding import Finding

FOLDER = Path(__file__).parent / "sentences"
_BESIDES = ("**", "criterion-not-understood")


@cache
def _document(name: str) -> str:
    return (FOLDER / f"{name}.interlock.md").read_text() + "\n## Acceptance criteria\n\n- **c**: "


def understood(document: str, sentence: str) -> tuple[Criterion, Finding | None]:
    """The criterion that a document reads, and the finding about its words, if any."""
    found = read(_document(document) + sentence + "\n", "d.md")
    return found.document.criteria[0], next((f for f in found.findings if f.code == "criterion-not-understood"), None)


def cases(file: str) -> list[tuple[str, str, list[str]]]:
    """Document, sentence and meanings of each case of a file."""
    found: list[tuple[str, str, list[str]]] = []
    for line in (FOLDER / file).read_text().splitlines():
        start = re.match(r"\[(\w+)\] (.+)", line)
        if start:
            found.append((start[1], start[2], []))
        elif line.startswith("= "):
            found[-1][2].append(line[2:])
    return found


def meaning(criterion: Criterion) -> object:
    """What a criterion says, without its words."""
    if not criterion.understood:
        return None
    return (
        _plain(criterion.trigger),
        sorted(str(_plain(one)) for one in criterion.withs),
        _plain(criterion.circumstance),
        sorted(str((_plain(one.phrase), _plain(one.deadline))) for one in criterion.outcomes),
    )


def _plain(phrase: Phrase | None) -> object:
    return None if phrase is None else (phrase.shape, sorted((k, str(v)) for k, v in phrase.args.items()))


def outcome(document: str, sentence: str, meanings: list[str]) -> str:
    """`matched`, `rewritten`, `asked`, or `wrong` where another meaning was read or offered."""
    wanted = [meaning(understood(document, one)[0]) for one in meanings]
    assert None not in wanted, "a meaning is not in the controlled language"
    criterion, finding = understood(document, sentence)
    if criterion.understood:
        return "matched" if meaning(criterion) in wanted else "wrong"
    assert finding is not None
    if finding.replacement is None:
        return "asked"
    offered, again = understood(document, finding.replacement.text)
    assert again is None, "what is offered must read without a finding"
    return "rewritten" if meaning(offered) in wanted else "wrong"


PUBLISHED, OTHERS, UNTESTABLE = cases("published.txt"), cases("others.txt"), cases("untestable.txt")


@pytest.mark.parametrize(("document", "sentence", "meanings"), PUBLISHED, ids=[one[1][:50] for one in PUBLISHED])
def test_each_published_sentence_is_understood(document: str, sentence: str, meanings: list[str]) -> None:
    assert outcome(document, sentence, meanings) in {"matched", "rewritten"}


@pytest.mark.parametrize(("document", "sentence", "meanings"), OTHERS, ids=[one[1][:50] for one in OTHERS])
def test_no_sentence_is_given_another_meaning(document: str, sentence: str, meanings: list[str]) -> None:
    assert outcome(document, sentence, meanings) != "wrong"


@pytest.mark.parametrize(("document", "sentence", "_meanings"), UNTESTABLE, ids=[one[1][:50] for one in UNTESTABLE])
def test_what_cannot_be_tested_is_asked_about(document: str, sentence: str, _meanings: list[str]) -> None:
    criterion, finding = understood(document, sentence)
    assert not criterion.understood
    assert finding is not None
    assert finding.replacement is None
