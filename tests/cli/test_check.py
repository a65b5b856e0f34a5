"""`check` for build services: forms of output, and what makes it fail."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT


def _change(folder: Path, old: str, new: str) -> None:
    path = folder / DOCUMENT
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def _question(folder: Path) -> None:
    _change(
        folder, "| source of truth wins              | keep      |", "| source of truth wins              |           |"
    )


def _warning(folder: Path) -> None:
    _change(folder, "version: 1.0.0", "version: 0.9.0")


def _error(folder: Path) -> None:
    _change(folder, "| `phone`                   | ↔ ", "| `phnoe`                   | ↔ ")


@pytest.mark.parametrize(
    ("spoil", "fails_on"),
    [(_question, {"question", "note"}), (_warning, {"question", "note"}), (_error, {"error", "question", "note"})],
)
def test_what_makes_it_fail(spoil, fails_on: set[str], example: Path, call: Call) -> None:  # type: ignore[no-untyped-def]
    spoil(example)
    failed = {level for level in ("error", "question", "note", "never") if call("check", "--fail-on", level).code == 1}
    assert failed == fails_on


def test_each_form_names_the_finding_and_its_place(example: Path, call: Call) -> None:
    _question(example)
    (line,) = [
        n
        for n, one in enumerate((example / DOCUMENT).read_text().split("\n"), 1)
        if one.startswith("| Stock    | `products`")
    ]
    (result,) = json.loads(call("check", "--format", "sarif").out)["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (result["ruleId"], region["startLine"]) == ("delete-undecided", line)
    (annotation,) = call("check", "--format", "github").out.splitlines()
    assert annotation.startswith(f"::warning file={DOCUMENT},line={line},")
    root = Xml.fromstring(call("check", "--format", "junit").out)  # noqa: S314 - we wrote it
    assert [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None] == [
        "delete-undecided"
    ]
    (finding,) = json.loads(call("check", "--format", "json").out)["findings"]
    assert result["partialFingerprints"]["interlock/v1"] == finding["fingerprint"]


def test_what_is_left_open_on_purpose_is_shown_and_does_not_fail(example: Path, call: Call) -> None:
    _question(example)
    with (example / DOCUMENT).open("a") as file:
        file.write("\n## Left open on purpose\n\n| Question | About | Decided by | Why |\n|-|-|-|-|\n")
        file.write("| `delete-undecided` | Stock | Ada Lovelace | products are never deleted |\n")
    said = call("check")
    assert said.code == 0
    assert "left open on purpose:\n  delete-undecided (when a `Stock` is deleted" in said.out
    assert "Ada Lovelace: products are never deleted" in said.out
    assert json.loads(call("check", "--format", "json").out)["left_open"][0]["decided_by"] == "Ada Lovelace"
