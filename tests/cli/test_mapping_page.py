"""What the page about mapping shows is what the program prints."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Call

from interlock.document.editing import decide

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "mapping.md").read_text(encoding="utf-8")
SHOWN = {
    found[1]: found[2] for found in re.finditer(r"^ {4}\$ interlock (map.*)\n((?:(?: {4}.*)?\n)+)", PAGE, re.MULTILINE)
}


def pattern(block: str) -> str:
    """The output as the page has it; a line of three dots stands for any lines."""
    lines = [line.removeprefix("    ") for line in block.rstrip("\n").split("\n")]
    return "".join(r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line) + r"\n" for line in lines)


def test_the_page_shows_what_is_printed(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in (ROOT / "examples" / "orders" / "systems").glob("*.openapi.yaml"):
        shutil.copy(one, tmp_path)
    monkeypatch.chdir(tmp_path)
    started = re.search(r"^ {4}\$ interlock (new .*)$", PAGE, re.MULTILINE)
    assert started is not None
    words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', started[1])]
    call(*words)
    monkeypatch.chdir("mine")
    document = next(Path().glob("*.interlock.md"))
    commands = ("map --list", "map Order --list", "map Order --accept sure")
    assert set(commands) <= set(SHOWN)
    for command in commands:
        told = call(*command.split()).out
        assert re.fullmatch(pattern(SHOWN[command]) + r"(?:.*\n)*", told), f"{command}\n{told}"
        if command == "map --list":
            call("map", "--accept", "likely")
            document.write_text(decide(document.read_text(), "Order", "Direction", "→"))
