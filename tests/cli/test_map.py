"""`interlock map`: field pairs proposed, accepted into the document, and remembered."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT

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


@pytest.mark.usefixtures("unmapped")
def test_after_the_sure_ones_the_document_has_no_new_errors(call: Call) -> None:
    for record in ("Customer", "Order", "Stock"):
        call("map", record, "--accept", "sure")
    found = orjson.loads(call("check", "--format", "json").out)["findings"]
    assert [one for one in found if one["severity"] == "error" and one["code"] != "required-field-not-fed"] == []


@pytest.mark.usefixtures("unmapped")
def test_a_record_that_is_not_there_is_said_with_the_nearest_one(call: Call) -> None:
    told = call("map", "Custommer")
    assert told.code == 2
    assert "did you mean `Customer`?" in told.err
