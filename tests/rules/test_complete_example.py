"""The complete example has nothing open, and every decision of its data map that is taken away is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.document import read
from interlock.model.finding import Finding
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.rules import check
from interlock.systems import learn

FOLDER = Path(__file__).parents[2] / "examples" / "orders"
PATH = "orders.interlock.md"
TEXT = (FOLDER / PATH).read_text(encoding="utf-8")
LINES = TEXT.split("\n")


@pytest.fixture(scope="module")
def profiles() -> dict[Side, SystemProfile]:
    """Both systems, learned from their descriptions."""
    known: dict[Side, SystemProfile] = {}
    for row in read(TEXT, PATH).document.systems:
        data = (FOLDER / row.description).read_bytes()
        known[row.side] = learn(row.name, data, file=row.description).profile
    return known


def _check(text: str, profiles: dict[Side, SystemProfile], *, scope_only: bool = False) -> tuple[Finding, ...]:
    reading = read(text, PATH)
    return check(reading.document, reading.findings, profiles, scope_only=scope_only)


def test_nothing_is_open(profiles: dict[Side, SystemProfile]) -> None:
    assert _check(TEXT, profiles) == ()
    assert _check(TEXT, {}, scope_only=True) == ()


def _decisions() -> list[tuple[int, int]]:
    """The line and cell of each decision of the data map that may not be left out."""
    begin, end = LINES.index("## Data map"), LINES.index("## Field mapping")
    places = []
    headings: list[str] = []
    for number in range(begin, end):
        cells = LINES[number].split("|")
        if not LINES[number].startswith("|"):
            headings = []
        elif not headings:
            headings = [cell.strip() for cell in cells]
        elif not set(LINES[number]) <= set("|- "):
            # A condition may be left out, and with it what happens when it no longer holds.
            must = [i for i, cell in enumerate(cells) if cell.strip() and headings[i] not in {"Record", "Only when"}]
            places += [(number, i) for i in must]
    return places


@pytest.mark.parametrize(("number", "cell"), _decisions())
def test_a_decision_taken_away_is_asked_for(number: int, cell: int, profiles: dict[Side, SystemProfile]) -> None:
    cells = LINES[number].split("|")
    cells[cell] = " "
    found = _check("\n".join([*LINES[:number], "|".join(cells), *LINES[number + 1 :]]), profiles)
    assert [finding for finding in found if finding.place.line == number + 1]


@pytest.mark.parametrize("heading", ["Overview", "Owner", "People", "Resources", "User stories", "Out of scope"])
def test_a_section_taken_away_is_asked_for(heading: str, profiles: dict[Side, SystemProfile]) -> None:
    begin = LINES.index(f"## {heading}")
    end = next(i for i in range(begin + 1, len(LINES)) if LINES[i].startswith("## "))
    assert _check("\n".join([*LINES[:begin], *LINES[end:]]), profiles)
