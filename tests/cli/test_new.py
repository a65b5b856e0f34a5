"""`new` by flags, and asked on a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Call
from tests.cli.test_ask import Terminal


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_by_flags(call: Call, tmp_path: Path) -> None:
    told = call("new", "here", "--template", "stock", "--left", "Depot", "--right", "Market")
    assert told.code == 0
    assert told.out.splitlines() == [
        "here/stock.interlock.md",
        "here/interlock.toml",
        "here/systems/README.md",
        "here/.gitignore",
    ]
    assert "next: interlock ask --scope here/stock.interlock.md" in told.err
    assert "| Depot  |" in (tmp_path / "here" / "stock.interlock.md").read_text(encoding="utf-8")
    checked = call("check", "here", "--scope")
    assert checked.code == 1
    assert "error" not in checked.out.splitlines()[-1]
    again = call("new", "here", "--template", "stock")
    assert again.code == 2
    assert "is there already" in again.err


def test_without_a_terminal_something_must_be_given(call: Call, tmp_path: Path) -> None:
    told = call("new")
    assert told.code == 2
    assert "--template NAME" in told.err
    assert list(tmp_path.iterdir()) == []


def test_asked_on_a_terminal(tmp_path: Path) -> None:
    someone = Terminal("new", cwd=tmp_path)
    someone.until("start from [1]: ")
    someone.say("3")
    for question, answer in (
        ("the first system [Sales]: ", "Pipeline"),
        ("the second system [CRM]: ", ""),
        ("first one: ", "Acorn"),
        ("second one: ", "Birch"),
        ("(Name <address>): ", "Ida Rhodes <ida@acorn.example>"),
        ("document [deals]: ", "Won deals"),
    ):
        someone.until(question)
        someone.say(answer)
    someone.until("next: interlock ask --scope won-deals.interlock.md")
    assert someone.ended() == 0
    text = (tmp_path / "won-deals.interlock.md").read_text(encoding="utf-8")
    assert "# Won deals\n" in text
    assert "Ida Rhodes <ida@acorn.example>, Acorn." in text
    assert "| Pipeline | Acorn   |" in text


def test_settings_that_are_there_are_kept_and_what_they_lack_is_said(call: Call, tmp_path: Path) -> None:
    assert call("new", "--template", "stock", "--left", "Depot", "--right", "Market").code == 0
    before = (tmp_path / "interlock.toml").read_bytes()
    told = call("new", "--template", "deals", "--left", "Depot", "--right", "Books")
    assert told.code == 0
    assert (tmp_path / "interlock.toml").read_bytes() == before
    assert told.err.splitlines()[0] == (
        '`interlock.toml` was there and is as it was: add `[environments.NAME.systems."Books"]` '
        "with the address and the credential"
    )


def test_a_file_is_no_folder(call: Call, tmp_path: Path) -> None:
    (tmp_path / "afile").write_text("mine")
    told = call("new", "afile", "--template", "stock")
    assert told.code == 2
    assert told.err == "error: `afile` is a file\n hint: name a folder; one that is not there is made\n"
