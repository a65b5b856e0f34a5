"""`estimate` as a person calls it."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import ROOT

from interlock.estimation import default_text

WHEN = ("--start", "2026-11-23", "--rounds", "300")


@pytest.mark.usefixtures("example")
def test_text_has_hours_calendar_target_drivers_and_savings(call: Call) -> None:
    told = call("estimate", *WHEN)
    assert (told.code, told.err) == (1, "")
    for words in (
        "Paid orders reach the ERP 1.0.0",
        "Target 2027-02-01: ",
        "  without Customer/way back: ",
        "records                                            3",
        "Customer: Customer out of scope, and Order, which points at it",
        "judgement, not measurement",
    ):
        assert words in told.out
    assert all(len(line) <= 100 for line in told.out.splitlines())
    assert call("estimate", *WHEN).out == told.out
    assert call("estimate", *WHEN, "--seed", "1").out != told.out


def test_json_follows_its_schema(call: Call, example: Path) -> None:
    schema = orjson.loads((ROOT / "docs" / "schemas" / "estimate.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    history = example / "history.csv"
    history.write_text("integration,document,hours,weeks\n" + "A,orders.interlock.md,500,20\n" * 3)
    for more in ([], ["--without", "Stock"], ["--actuals", "history.csv"]):
        told = call("estimate", *WHEN, "--format", "json", *more)
        jsonschema.validate(orjson.loads(told.out), schema)
    fit = orjson.loads(told.out)["fit"]
    assert fit["integrations"] == 3
    assert 1.5 < fit["factor"]["all"] < 2.2
    assert fit["calibrated"]["error"] < fit["plain"]["error"]


def test_the_row_of_a_document_becomes_history(call: Call, example: Path) -> None:
    told = call("estimate", "--format", "csv")
    heads, row = told.out.splitlines()
    filled = dict(zip(heads.split(","), row.split(","), strict=True)) | {"hours": "300", "weeks": "12"}
    (example / "history.csv").write_text(heads + "\n" + ",".join(filled.values()) + "\n")
    shown = call("estimate", *WHEN, "--actuals", "history.csv")
    assert "calibrated by 1 finished integration" in shown.out
    assert "too few to say" in shown.out


def test_own_weights_are_taken_and_print_as_they_are(call: Call, example: Path) -> None:
    assert call("estimate", "--print-weights").out.strip() == default_text().strip()
    (example / "w.toml").write_text('basis = "ours"\n[capacity]\nengineer = 400\nanalyst = 400\n"QA analyst" = 400\n')
    told = call("estimate", *WHEN, "--weights", "w.toml")
    assert told.code == 0
    assert "the weights: ours" in told.out


def test_mistakes_are_told(call: Call, example: Path) -> None:
    (example / "h.csv").write_text("integration,document,hours\nA,../../../etc/hosts,9\n")
    for arguments, says in (
        (["--without", "Ordr"], "no `Ordr`"),
        (["--weights", "none.toml"], "no file of weights"),
        (["--actuals", "none.csv"], "no table of finished integrations"),
        (["--actuals", "h.csv"], "outside the folder"),
        (["--rounds", "1"], "from 100 to 100,000"),
        (["--start", "soon"], "`soon`"),
        (["nowhere.interlock.md"], "nowhere.interlock.md"),
    ):
        told = call("estimate", *arguments)
        assert (told.code, told.out) == (2, "")
        assert says in told.err


def test_an_empty_document_is_estimated_as_what_it_is(call: Call, example: Path) -> None:
    (example / "orders.interlock.md").write_text("---\ninterlock: 1\n---\n")
    told = call("estimate", *WHEN)
    assert told.code == 0
    assert "open questions" in told.out
