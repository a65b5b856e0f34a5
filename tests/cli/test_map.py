"""`interlock map`: field pairs proposed, accepted into the document, and remembered."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT
from tests.cli.test_ask import Terminal

from interlock.document import read
from interlock.journeys.remembering import FILE


@pytest.fixture
def unmapped(example: Path) -> Path:
    """The example before anybody mapped a field."""
    path = example / DOCUMENT
    path.write_text(re.sub(r"## Field mapping\n.*?(?=## Acceptance)", "", path.read_text(), flags=re.DOTALL))
    return example


def test_what_is_accepted_comes_to_the_document_and_nothing_else_changes(call: Call, unmapped: Path) -> None:
    before = (unmapped / DOCUMENT).read_text()
    told = call("map", "Customer", "--accept", "likely")
    after = (unmapped / DOCUMENT).read_text()
    start, end = after.index("## Field mapping"), after.index("## Acceptance criteria")
    assert after[:start] + after[end:] == before
    rows = read(after, "x").document.records[0].fields
    assert "phone" in [str((row.left.value or ())[0]) for row in rows]
    assert [row.notes for row in rows if row.left.text == "`phone`"] == ["sensitive"]
    assert "+### Customer" in told.out
    decided = [orjson.loads(line) for line in (unmapped / FILE).read_text().splitlines()]
    assert {one["decided"] for one in decided} == {"accepted"}
    assert len(decided) == len(rows)


def test_a_dry_run_writes_nothing(call: Call, unmapped: Path) -> None:
    before = (unmapped / DOCUMENT).read_bytes()
    told = call("map", "Customer", "--accept", "likely", "--dry-run")
    assert told.code == 1
    assert "+### Customer" in told.out
    assert (unmapped / DOCUMENT).read_bytes() == before
    assert not (unmapped / FILE).exists()


def test_no_row_that_is_written_brings_an_error(call: Call, unmapped: Path) -> None:
    for record in ("Customer", "Order", "Stock"):
        call("map", record, "--accept", "likely")
    lines = (unmapped / DOCUMENT).read_text().split("\n")
    mapping = range(lines.index("## Field mapping"), lines.index("## Acceptance criteria"))
    found = orjson.loads(call("check", "--format", "json").out)["findings"]
    missing = {"required-field-not-fed"}
    errors = [one for one in found if one["severity"] == "error" and one["code"] not in missing]
    assert [one for one in errors if one["place"]["line"] in mapping] == []


@pytest.mark.usefixtures("unmapped")
def test_a_record_that_is_not_there_is_said_with_the_nearest_one(call: Call) -> None:
    told = call("map", "Custommer")
    assert told.code == 2
    assert "did you mean `Customer`?" in told.err


def _rows(folder: Path, record: str) -> list[tuple[str, str, str]]:
    row = read((folder / DOCUMENT).read_text(), "x").document.record(record)
    assert row is not None
    return [(one.left.text, one.direction.text, one.right.text) for one in row.fields]


def test_pairs_are_gone_through_one_by_one_and_ctrl_c_loses_nothing(unmapped: Path) -> None:
    here = Terminal("map", "Customer", cwd=unmapped, columns=80)
    assert all(len(line) <= 80 for line in here.until("> ").splitlines())
    here.say("nonsense")
    assert "no: ERP has no field `nonsense`" in " ".join(here.until("> ").split())
    here.say("display_name: trim")
    here.until("> ")
    assert [row[2] for row in _rows(unmapped, "Customer")] == ["`display_name`"]
    here.say("back")
    here.until("> ")
    assert "Field mapping" not in (unmapped / DOCUMENT).read_text().split("## Acceptance")[0].replace("\n###", "")
    here.say("never")
    here.until("> ")
    here.say("")
    here.until("> ")
    before = (unmapped / DOCUMENT).read_bytes()
    here.interrupt()
    assert here.ended() == 130
    assert (unmapped / DOCUMENT).read_bytes() == before
    assert len(_rows(unmapped, "Customer")) == 1
    decided = [orjson.loads(line)["decided"] for line in (unmapped / FILE).read_text().splitlines()]
    assert sorted(decided) == ["accepted", "refused"]
