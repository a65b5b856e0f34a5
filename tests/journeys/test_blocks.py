"""A complete document whose data map is written as one block a record: lists and tables, instead of wide rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interlock.document import fmt, read
from interlock.document.digests import decisions_digest
from interlock.document.tabling import bring_back, sheets_of
from interlock.errors import UsageError
from interlock.journeys.answering import ask
from interlock.journeys.check import check
from interlock.journeys.diffing import diff
from interlock.journeys.project import load
from interlock.journeys.rendering import export_table
from interlock.model.sheet import Sheet

ROOT = Path(__file__).parents[2] / "examples" / "orders"
NAME = "orders.interlock.md"
_CUSTOMER = """\
### Customer

- Storefront: `customers`
- ERP: `business-partners`
- Source of truth: Storefront
- Direction: <->
- On conflict: newest wins, else source of truth
- On delete: archive
- Matched by: `email` = `email_address`
- Only when: ERP: `kind` is `customer`
- When it leaves: stop updating
- Create missing: in ERP
- Starting: link only
- How often: every 5 minutes
"""
_ORDER = """\
### Order

| Decision        | Value                                  |
| --------------- | -------------------------------------- |
| Storefront      | `orders`                               |
| ERP             | `sales-orders`                         |
| Source of truth | Storefront                             |
| Direction       | ->                                     |
| On conflict     | source of truth wins                   |
| On delete       | archive                                |
| Matched by      | `number` = `external_reference`        |
| Only when       | Storefront: `payment_status` is `paid` |
| When it leaves  | keep updating                          |
| Create missing  | in ERP                                 |
| Starting        | from go-live                           |
| How often       | at once                                |
"""
_STOCK = """\
### Stock

* **Storefront**: `products`
* **ERP**: `stock-levels`
* **Source of truth**: ERP
* **Direction:** <-
* **On conflict:** source of truth wins
* **On delete:** keep
* **Matched by**: `sku` = `product_code`, ignoring case
* **Create missing**: never
* **Starting**: all
* **How often**: every 2 minutes
"""


def blocks(text: str) -> str:
    start, end = text.index("## Data map"), text.index("## Field mapping")
    return f"{text[:start]}## Data map\n\n{_CUSTOMER}\n{_ORDER}\n{_STOCK}\n{text[end:]}"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    shutil.copytree(ROOT, tmp_path / "project", ignore=shutil.ignore_patterns(".interlock"))
    path = tmp_path / "project" / NAME
    path.write_text(blocks(path.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def test_it_says_the_same_as_wide_rows(document: Path) -> None:
    wide = read((ROOT / NAME).read_text(encoding="utf-8"), NAME).document
    text = document.read_text(encoding="utf-8")
    assert check(load(document)) == ()
    assert decisions_digest(read(text, NAME).document) == decisions_digest(wide)
    assert not diff(ROOT / NAME, document).changes


def test_fmt_writes_its_arrows_and_nothing_else_in_its_lists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    formed = fmt(text)
    assert fmt(formed) == formed
    for wrong, right in (
        ("Direction: <->", "Direction: ↔"),
        ("| ->  ", "| →  "),
        ("Direction:** <-", "Direction:** ←"),
    ):
        assert wrong in text
        assert wrong not in formed
        assert right in formed
    assert _CUSTOMER.replace("<->", "↔") in formed
    assert check(load(document)) == ()


def test_ask_answers_in_its_own_words_and_lines(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    holed = text.replace("- On delete: archive\n", "").replace("**On delete:** keep", "**On delete:**")
    holed = holed.replace("| On conflict     | source of truth wins ", "| On conflict     |                      ")
    document.write_text(holed, encoding="utf-8")
    answers = {"Customer/on-delete": "archive", "Order/on-conflict": "source of truth wins", "Stock/on-delete": "keep"}
    assert ask(document, answers, by="Ada Lovelace").clean
    after = document.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line not in after.splitlines()] == ["version: 1.0.0"]


def test_tables_out_and_in_leave_its_lists_alone_and_say_so(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        export_table(load(document), "Data map")
    said = "`Customer`, `Stock` of the data map stand in lists, which are no tables: change them in the document"
    assert refused.value.hint == said
    back = bring_back(
        text, [Sheet("Data map", "Data map", ("Record", "On delete"), (("Customer", "keep"),)), *sheets_of(text)]
    )
    assert back.text == text
    assert [one for one in back.left_out if said in one]
    assert "Data map, Order" in {one.name for one in sheets_of(text)}
