"""`interlock map`: field pairs proposed, accepted into the document, and remembered."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import orjson
import pytest
from tests.cli.conftest import Call
from tests.cli.helpers import DOCUMENT, SETTINGS, Answering, change, served, serving
from tests.cli.test_ask import Terminal

from interlock.document import read
from interlock.journeys.remembering import FILE


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
    here = Terminal("map", "Customer", "--words-only", cwd=unmapped, columns=80)
    shown = here.until("> ")
    assert all(len(line) <= 80 for line in shown.partition("Customer: ")[2].splitlines())
    while "phone" not in shown:
        here.say("skip")
        shown = here.until("> ")
    here.say("nonsense")
    assert "no: ERP has no field `nonsense`" in " ".join(here.until("> ").split())
    here.say("notes: trim")
    here.until("> ")
    assert _rows(unmapped, "Customer") == [("`phone`", "↔", "`notes`")]
    here.say("back")
    assert "phone" in here.until("> ")
    assert "### Customer" not in (unmapped / DOCUMENT).read_text()
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


def _decide(path: Path, decisions: dict[str, dict[str, str]]) -> None:
    """Write into the cells of the rows whose field of the left system is named."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    heads = {str(cell.value): n for n, cell in enumerate(sheet[2])}
    for row in sheet.iter_rows(min_row=3):
        for head, words in decisions.get(str(row[heads["Storefront"]].value), {}).items():
            row[heads[head]].value = words
    book.save(path)


def test_decisions_come_back_from_a_workbook(call: Call, unmapped: Path) -> None:
    assert call("map", "Customer", "-o", "s.xlsx").code == 0
    asked = openpyxl.load_workbook("s.xlsx").worksheets[1]
    assert [cell.value for cell in asked[2]][:6] == [
        "Decision", "Storefront", "Direction", "ERP", "Rule", "· how sure"
    ]  # fmt: skip
    _decide(
        Path("s.xlsx"),
        {
            "`phone`": {"Decision": "yes", "Rule": "phone number, region from `country`"},
            "`archived`": {"Decision": "never"},
            "`tags[]`": {"Decision": "x", "Direction": "->"},
        },
    )
    told = call("map", "--from", "s.xlsx")
    assert (told.code, "1 pair refused for good" in told.err) == (0, True), told.err
    rows = {row.left.text: row for row in read((unmapped / DOCUMENT).read_text(), "x").document.records[0].fields}
    assert {name: (row.direction.text, row.rule.text) for name, row in rows.items()} == {
        "`phone`": ("↔", "phone number, region from `country`"),
        "`tags[]`": ("→", "as a set"),
    }
    again = (unmapped / DOCUMENT).read_bytes()
    assert call("map", "--from", "s.xlsx").code == 0
    assert (unmapped / DOCUMENT).read_bytes() == again
    proposed = orjson.loads(call("map", "Customer", "--format", "json").out)
    assert (["archived"], ["archived"]) not in [(one["left"], one["right"]) for one in proposed["suggestions"]]
    assert proposed["refused_before"] == 1


def test_a_workbook_in_which_people_decided_is_not_written_over(call: Call, unmapped: Path) -> None:
    book = unmapped / "s.xlsx"
    write = ("map", "Customer", "--words-only", "-o", "s.xlsx")
    assert (call(*write).code, call(*write).code) == (0, 0)
    _decide(book, {"`phone`": {"Decision": "maybe"}, "`archived`": {"Decision": "never"}})
    decided = book.read_bytes()
    told = call(*write)
    assert (told.code, book.read_bytes() == decided) == (2, True)
    assert "people decided in `s.xlsx` (2 decisions), and it would be written over" in told.err
    both = call("map", "--from", "s.xlsx", "--accept", "sure")
    assert (both.code, "`--from` takes what people decided" in both.err) == (2, True)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Decision": "maybe"}, "`maybe` is no decision"),
        ({"Decision": "5"}, "there is no candidate `5`"),
        ({"Decision": "yes", "ERP": "`telefon`"}, "ERP has no field `telefon`"),
        ({"Decision": "yes", "Rule": "to the moon"}, "“to the moon” is no mapping rule"),
        ({"Decision": "yes", "Rule": '=HYPERLINK("https://evil.example")'}, "holds a formula"),
    ],
)
def test_what_cannot_be_taken_from_a_workbook_is_said_and_nothing_is_written(
    call: Call, unmapped: Path, cells: dict[str, str], said: str
) -> None:
    call("map", "Customer", "-o", "s.xlsx")
    _decide(Path("s.xlsx"), {"`phone`": cells, "`archived`": {"Decision": "yes"}})
    before = (unmapped / DOCUMENT).read_bytes()
    told = call("map", "--from", "s.xlsx")
    assert (told.code, said in told.out) == (1, True), told.out
    assert (unmapped / DOCUMENT).read_bytes() == before
    assert not (unmapped / FILE).exists()


def test_the_data_map_is_proposed_and_its_decisions_stay_open(call: Call, unmapped: Path) -> None:
    path = unmapped / DOCUMENT
    text = re.sub(r"^\| Order .*\n", "", path.read_text(), flags=re.MULTILINE)
    path.write_text(text)
    told = call("map", "--format", "json")
    proposed = {one["left"]: one for one in orjson.loads(told.out)["suggestions"]}
    assert told.code == 1
    assert "orders" in proposed
    assert call("map", "--accept", "likely").code == 0
    before = {one.name for one in read(text, "x").document.records}
    rows = [one for one in read(path.read_text(), "x").document.records if one.name not in before]
    wanted = {left for left, one in proposed.items() if one["confidence"] != "possible"}
    assert {row.left.text for row in rows} == wanted
    for row in rows:
        assert row.direction.open
        assert row.source_of_truth.open
        assert row.on_conflict.open
        assert row.on_delete.open
        match = proposed[row.left.text]["match"]
        assert row.matched_by.text == (f"`{match[0][0]}` = `{match[0][1]}`" if match else "")


def test_values_of_samples_are_compared_and_never_shown(call: Call, unmapped: Path) -> None:
    secret = "zebra-4711"
    items = [{"id": str(n), "phone": secret, "country": "Japan", "tags": [secret]} for n in range(3)]
    Path("shop.json").write_bytes(orjson.dumps({"data": items, "more": False}))
    Path("erp.jsonl").write_bytes(b"\n".join(orjson.dumps(one) for one in items))
    sampled = ("--samples", "Storefront=shop.json", "--samples", "ERP=erp.jsonl")
    told = call("map", "Customer", *sampled)
    assert "comparing values of 3 items of Storefront" in told.err
    both = told.out + told.err + call("map", "Customer", "--format", "json", *sampled).out
    both += call("map", "Customer", "--accept", "likely", *sampled).out
    both += "".join(path.read_text() for path in unmapped.glob("*.jsonl") if path.name != "erp.jsonl")
    assert secret not in both
    assert secret not in (unmapped / DOCUMENT).read_text()
    refused = call("map", "Customer", "--samples", "Shop=shop.json")
    assert (refused.code, "Storefront=FILE or ERP=FILE" in refused.err) == (2, True)


def test_a_system_that_gives_no_items_is_noted(call: Call, unmapped: Path) -> None:
    with served(unmapped):
        told = call("map", "Customer", "--env", "sandbox")
    assert "comparing values of 0 items of Storefront" in told.err
    with serving(Answering(403, b"{}"), Answering(403, b"{}")) as addresses:
        left, text = list(addresses), (unmapped / SETTINGS).read_text()
        (unmapped / SETTINGS).write_text(re.sub(r"http://127[^\"]*", lambda _: left.pop(0), text))
        told = call("map", "Customer", "--env", "sandbox")
    assert "note: Storefront gives no items" in told.err
    assert "Customer: " in told.out


def test_a_record_whose_other_side_is_open_gets_it(call: Call, unmapped: Path) -> None:
    path = unmapped / DOCUMENT
    change(path, "| `sales-orders`      |", "|                     |")
    call("map", "--accept", "likely")
    assert "| `sales-orders`      |" in path.read_text()


def test_where_nothing_is_alike_the_next_step_is_said(call: Call, tmp_path: Path) -> None:
    for name, path, field in (("planets", "moons", "mass"), ("payroll", "salaries", "paid_on")):
        (tmp_path / f"{name}.yaml").write_text(
            f"openapi: 3.1.0\ninfo: {{title: {name}}}\npaths: {{/{path}: {{get: {{responses: {{'200': {{content: "
            "{application/json: {schema: {type: array, items: {type: object, properties: "
            f"{{{field}: {{type: string}}}}}}}}}}}}}}}}}}}}}}\n"
        )
    told = call(
        *("new", str(tmp_path / "mine"), "--from", str(tmp_path / "planets.yaml"), str(tmp_path / "payroll.yaml")),
        *("--owner", "Ada Lovelace <ada@lark.example>", "--company", "Lark"),
    )
    assert told.code == 0, told.err
    assert "`interlock map`" in told.err
    shown = call("map", "--words-only", "--in", str(tmp_path / "mine"))
    assert (shown.code, "`interlock map LEFT RIGHT`" in shown.out) == (0, True)


def test_which_resources_meet_is_decided_in_a_workbook(call: Call, unmapped: Path) -> None:
    path = unmapped / DOCUMENT
    text = path.read_text()
    start, end = text.index("## Data map"), text.index("## Field mapping" if "## Field mapping" in text else "## Acc")
    path.write_text(text[:start] + text[end:])
    assert call("map", "-o", "m.xlsx").code == 0
    book = openpyxl.load_workbook("m.xlsx")
    sheet = book.worksheets[1]
    heads = [cell.value for cell in sheet[2]]
    assert heads == ["Decision", "Record", "Storefront", "ERP", "Matched by", "· how sure", "· why", "· other keys"]
    rows = {str(row[2].value): row for row in sheet.iter_rows(min_row=3)}
    rows["`customers`"][0].value, rows["`customers`"][1].value = "yes", "Buyer"
    rows["`orders`"][0].value = "never"
    sheet.append(["yes", "Stock", "products", "stock-levels", "sku = product_code"])
    sheet.append(["yes", "", "products", "nothing", ""])
    book.save("m.xlsx")
    told = call("map", "--from", "m.xlsx")
    assert (told.code, path.read_text()) == (1, text[:start] + text[end:])
    assert "`ERP` has no resource `nothing`" in told.out
    sheet.delete_rows(sheet.max_row)
    book.save("m.xlsx")
    told = call("map", "--from", "m.xlsx")
    assert (told.code, "1 pair refused for good" in told.err) == (0, True), told.out + told.err
    found = {row.name: row for row in read(path.read_text(), "x").document.records}
    assert {name: (row.left.text, row.right.text) for name, row in found.items()} == {
        "Buyer": ("customers", "business-partners"), "Stock": ("products", "stock-levels")
    }  # fmt: skip
    assert found["Stock"].matched_by.value is not None
    again = call("map", "--from", "m.xlsx")
    assert (again.code, "stands in the data map already" in again.out) == (1, True)
    assert "`sales-orders`" not in call("map", "--list").out
