"""What is signed: an edited cell changes its own layer, and everything else that can be edited changes none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.agreement.cells import Described
from interlock.agreement.layers import Content, canonical, cells_of, changes, content
from interlock.document import fmt, read
from interlock.model.agreement import Cell, Layer, shown_digest
from interlock.model.value import Side

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *sorted((ROOT / "examples").rglob("*.interlock.md")),
    *sorted((ROOT / "src/interlock/journeys/templates").glob("[c-z]*.md")),
]
SPEC = {"field mapping", "tables", "when something goes wrong"}
NEITHER = {"resources", "questions", "changes"}
_CELL = re.compile(r"(?<!\\)\|")
Place = tuple[str, str, int, int]


@cache
def text_of(path: Path) -> str:
    return path.read_text()


def said(text: str) -> Content:
    return content(read(text, "d.interlock.md").document)


@cache
def before(path: Path) -> Mapping[Layer, str]:
    return said(text_of(path)).digests


@cache
def places(path: Path) -> list[Place]:
    """Every written table cell and list item: its section, its column, where it begins and ends."""
    found: list[Place] = []
    section, offset, headings = "", 0, [""]
    lines = text_of(path).split("\n")
    for number, line in enumerate(lines):
        if line.startswith("## "):
            section = line[3:].strip().casefold()
        elif line.startswith("|") and not set(line) <= set("|-: "):
            bounds = [match.start() for match in _CELL.finditer(line)]
            cells = [(start + 1, end) for start, end in itertools.pairwise(bounds)]
            if lines[number + 1 : number + 2] and set(lines[number + 1]) <= set("|-: ") and lines[number + 1]:
                headings = [line[start:end].strip() for start, end in cells]
            else:
                for heading, (start, end) in zip(headings, cells, strict=True):
                    if line[start:end].strip():
                        found.append((section, heading, offset + start, offset + end))
        elif line.startswith("- "):
            found.append((section, "", offset, offset + len(line.rstrip())))
        offset += len(line) + 1
    return found


def expected(place: Place) -> set[Layer]:
    section, heading, *_ = place
    if section in NEITHER or heading == "Notes":
        return set()
    return {Layer.SPEC} if section in SPEC or heading == "API description" else {Layer.SCOPE}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_an_edited_cell_changes_exactly_its_layer(path: Path, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(places(path)))
    *_, start, end = place
    text = text_of(path)
    written = text[start:end].rstrip()
    end = start + len(written.rstrip(".)"))
    edited = f"{text[:end]} zz{text[end:]}" if "](" not in written else f"{text[:end]}zz{text[end:]}"
    now = said(edited).digests
    changed = {layer for layer in Layer if now[layer] != before(path)[layer]}
    if place[1] == "Record":
        return  # renamed in one place only: what stands under the old name elsewhere is an error, and is not read
    assert changed - ({Layer.SPEC} if place[1] == "System" else set()) == expected(place), place


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_cell_can_be_drawn(path: Path) -> None:
    drawn = {(section, heading) for section, heading, *_ in places(path)}
    assert {section for section, _ in drawn} >= {"systems", "data map", "acceptance criteria"}
    assert len(drawn) >= 15


TYPED = {"→": "->", "←": "<-", "↔": "<->"}
EDITS: dict[str, Callable[[str], str]] = {
    "aligned": fmt,
    "squeezed": lambda text: re.sub(r"(?m)^\|.*$", lambda row: re.sub(r" +(?=\|)|(?<=\|) +", "", row[0]), text),
    "windows": lambda text: text.replace("\n", "\r\n"),
    "typed arrows": lambda text: re.sub(r"(?m)(?<=\| )(→|←|↔)(?= *\|)", lambda way: TYPED[way[0]], text),
    "prose": lambda text: text.replace("## Dates\n", "A [link](x.md) -> there.\n\n## Dates\n\nMore.\n"),
    "version": lambda text: re.sub(r"(?m)^version: .*$", "version: 7.1.0", text),
    "title": lambda text: re.sub(r"(?m)^# .*$", "# Another title", text),
    "apostrophe": lambda text: text.replace("'", "’"),
    "notes": lambda text: text.replace("| sensitive |", "| sensitive, told by phone |"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_only_written_otherwise_changes_no_layer(path: Path, edit: Callable[[str], str]) -> None:
    assert said(edit(text_of(path))).digests == before(path)


def test_the_edits_do_edit_the_example() -> None:
    text = text_of(ROOT / "examples/orders/orders.interlock.md")
    assert [name for name, edit in EDITS.items() if edit(text) == text] in ([], ["aligned"])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_moved_rows_change_nothing(path: Path) -> None:
    rows = re.compile(r"(?m)^(\|.*\|)\n(\|.*\|)$(?!\n\|)")
    # The order of the two systems says which way an arrow points.
    systems, rest = text_of(path).split("\n## Owner", 1)
    exchanged = rows.sub(lambda two: two[0] if "---" in two[1] else f"{two[2]}\n{two[1]}", rest)
    assert exchanged != rest
    assert said(f"{systems}\n## Owner{exchanged}").digests == before(path)


def test_a_system_that_is_renamed_everywhere_changes_the_scope_only() -> None:
    text = text_of(ROOT / "examples/orders/orders.interlock.md")
    renamed = text.replace("Storefront", "Shop")
    now, then = said(renamed).digests, said(text).digests
    assert [layer for layer in Layer if now[layer] != then[layer]] == [Layer.SCOPE]


def test_descriptions_and_corrections_belong_to_the_spec() -> None:
    document = read(text_of(DOCUMENTS[0]), "d.interlock.md").document
    plain = content(document).digests
    for side in Side:
        for one in (Described(description="a" * 64), Described(corrections="b" * 64)):
            now = content(document, {side: one}).digests
            assert now[Layer.SCOPE] == plain[Layer.SCOPE]
            assert now[Layer.SPEC] != plain[Layer.SPEC]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
@pytest.mark.parametrize("layer", Layer)
def test_a_layer_reads_back_from_what_was_signed(path: Path, layer: Layer) -> None:
    whole = said(text_of(path))
    kept = whole.data(layer)["content"]
    back = cells_of(layer, kept)  # type: ignore[arg-type]
    assert changes(back, whole.of(layer)) == ()
    assert canonical(Content(back).data(layer)) == canonical(whole.data(layer))


def test_two_rows_of_one_name_are_told_apart_wherever_they_stand() -> None:
    row = "| Target | {} |\n"
    head = "## Dates\n\n| What | When |\n| --- | --- |\n"
    one, other = (head + row.format(first) + row.format(second) for first, second in (("May", "June"), ("June", "May")))
    assert said(one).digests == said(other).digests
    assert said(one).digests != said(head + row.format("May")).digests
    assert said(one).digests != said(head + row.format("May") * 2).digests


def test_headings_of_a_look_up_table_cannot_pass_for_something_else() -> None:
    table = "## Tables\n\n### T\n\n| name | layer | layer | |\n| - | - | - | - |\n| a | b | c | d |\n"
    cells = {cell.column: cell.text for cell in said(table).of(Layer.SPEC)}
    assert cells == {"name": "a", "layer (2)": "b", "layer (3)": "c", "column (4)": "d"}


def test_a_cell_that_is_gone_and_one_that_came_are_changes() -> None:
    def cell(column: str, text: str) -> Cell:
        return Cell(Layer.SCOPE, "Dates", "", "Target", column, text)

    found = changes([cell("What", "Target"), cell("When", "May")], [cell("What", "Target"), cell("Where", "here")])
    assert [(one.name, one.before, one.after) for one in found] == [
        ("Dates, Target, Where", "", "here"),
        ("Dates, Target, When", "May", ""),
    ]


def test_a_digest_is_shown_in_groups_that_can_be_read_aloud() -> None:
    assert shown_digest("4f1a09c3" * 8) == "4f1a 09c3 4f1a 09c3 4f1a 09c3"
