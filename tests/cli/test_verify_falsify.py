"""`verify --falsify` and `--gaps`: what is printed, what is written, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Call

from interlock.catalogue import Catalogue
from interlock.document import read
from interlock.verify import falsifying
from interlock.verify.breakages._base import Breakage

_FEW = ("deletes_ignored", "updates_ignored")


@pytest.fixture
def document(example: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example with two criteria about Stock, to be broken in two ways only."""
    path = example / "orders.interlock.md"
    head, rest = path.read_text().split("## Acceptance criteria\n", 1)
    kept = [line for line in rest.splitlines() if line.startswith(("- **order-deleted", "- **unknown-product"))]
    path.write_text(f"{head}## Acceptance criteria\n\n" + "\n".join(kept) + "\n\n## " + rest.split("\n## ", 1)[1])
    whole = falsifying.breakages()
    few = {name: whole[name] for name in _FEW}
    catalogue: Catalogue[Breakage] = Catalogue(whole.package, few, {name: whole.docs[name] for name in few})
    monkeypatch.setattr(falsifying, "breakages", lambda: catalogue)
    return path


def test_gaps_are_shown_as_a_change_and_written(document: Path, call: Call) -> None:
    before = document.read_text()
    shown = call("verify", str(document), "--gaps", "--dry-run", "--format", "json")
    assert shown.code == 1, shown.err
    data = json.loads(shown.out)
    assert data["counts"] == {"broken": 7, "caught": 1, "gaps": 6}
    assert {one["criterion"]: one["worth"] for one in data["criteria"]} == {
        "order-deleted": "catches",
        "unknown-product": "vacuous",
    }
    assert "+- **" in shown.err
    assert document.read_text() == before
    written = call("verify", str(document), "--gaps", "--quiet")
    assert written.code == 1
    assert "broken on purpose in 7 places, in 2 ways: 1 caught, 6 not" in written.out
    after = document.read_text()
    sentences = {one["criterion"] for one in data["broken"] if not one["caught_by"]}
    assert all(sentence in after for sentence in sentences)
    assert all(one.understood for one in read(after, "a.interlock.md").document.criteria)


def test_what_some_criteria_notice_is_asked_of_them_alone(document: Path, call: Call) -> None:
    said = call("verify", str(document), "--falsify", "--only", "order-deleted", "--format", "json")
    assert said.code == 0, said.err
    data = json.loads(said.out)
    assert not data["whole"]
    assert [one["criterion"] for one in data["criteria"]] == ["order-deleted"]
    assert {one["where"] for one in data["broken"]} == {"Order in ERP"}
    vacuous = call("verify", str(document), "--falsify", "--only", "unknown-product")
    assert vacuous.code == 1
    assert "nothing that was broken fails these criteria:\n  ? unknown-product" in vacuous.out
    assert "add: " not in vacuous.out
