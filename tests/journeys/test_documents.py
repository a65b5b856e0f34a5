"""Files that are no documents are left alone, and links to documents stay links."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlock.errors import InputError, InterlockError
from interlock.journeys.asking import Session
from interlock.journeys.formatting import fmt
from interlock.journeys.judging import Became
from interlock.journeys.project import load
from interlock.journeys.questions import add_question
from interlock.journeys.reading import coldread

EXAMPLE = (Path(__file__).parents[2] / "examples" / "orders" / "orders.interlock.md").read_text(encoding="utf-8")

OTHERS = {
    "README.md": "# Read me\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "api.yaml": "---\nopenapi: 3.0.0\ninfo: {title: x, version: 1}\n---\n",
    "tool.py": "interlock: dict = {}\n",
    "page.md": "---\ntitle: x\n---\n\ninterlock: 1\n",
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_that_is_no_document_is_refused_and_left_as_it_is(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(OTHERS[name], encoding="utf-8")
    attempts = (
        lambda: load(path),
        lambda: fmt(path),
        lambda: Session(path, by="Ada Lovelace"),
        lambda: add_question(path, "Who pays?", by="Jean"),
        lambda: coldread(path, reader="Jean", of="ERP", by="Ada"),
    )
    for attempt in attempts:
        with pytest.raises(InputError, match="is no Interlock document"):
            attempt()
    assert path.read_text(encoding="utf-8") == OTHERS[name]


def test_a_document_is_known_by_its_name_or_by_its_first_lines(tmp_path: Path) -> None:
    (tmp_path / "draft.interlock.md").write_text("# A draft\n", encoding="utf-8")
    assert "unknown-format" in {one.code for one in load(tmp_path / "draft.interlock.md").findings}
    (tmp_path / "plain.md").write_text("\ufeff" + EXAMPLE, encoding="utf-8")
    assert load(tmp_path / "plain.md").document.owner is not None


def test_a_link_to_a_document_is_written_through(tmp_path: Path) -> None:
    real, link = tmp_path / "kept" / "real.interlock.md", tmp_path / "orders.interlock.md"
    real.parent.mkdir()
    real.write_text(EXAMPLE.replace("| archive ", "|         ", 1).replace("| Role ", "|Role "), encoding="utf-8")
    link.symlink_to(Path("kept") / "real.interlock.md")
    assert fmt(link)
    add_question(link, "Who pays?", by="Jean")
    session = Session(link, by="Ada Lovelace", scope_only=True)
    finding = next(one for one in session.open() if one.code == "delete-undecided")
    assert session.answer(session.step(finding), "archive").became is Became.WRITTEN
    assert link.is_symlink()
    said = real.read_text(encoding="utf-8")
    assert "Who pays?" in said
    assert f"{finding.subject}: archive" in said
    assert "|Role " not in said
    assert sorted(one.name for one in real.parent.iterdir()) == ["real.interlock.md"]


def test_a_link_with_the_name_of_a_document_makes_no_document_of_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "settings.sh").write_text("export A=1\n")
    (tmp_path / "orders.interlock.md").symlink_to("settings.sh")
    with pytest.raises(InputError, match="is no Interlock document"):
        add_question(tmp_path, "Who pays?", by="Jean")
    (tmp_path / "round.interlock.md").symlink_to("round.interlock.md")
    with pytest.raises(InterlockError):
        load(tmp_path / "round.interlock.md")


def test_a_question_can_be_tried_first(tmp_path: Path) -> None:
    path = tmp_path / "orders.interlock.md"
    path.write_text(EXAMPLE, encoding="utf-8")
    raised = add_question(path, "Who pays?", by="Jean", dry_run=True)
    assert path.read_text(encoding="utf-8") == EXAMPLE
    assert "+| Who pays? " in raised.diff
    assert add_question(path, "Who pays?", by="Jean") == raised
