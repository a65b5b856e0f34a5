"""Completion, hover and go to definition, place by place, in one session of an editor."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lsprotocol import types
from tests.lsp.editor import Editor, with_edits

pytestmark = pytest.mark.asyncio(loop_scope="module")

EXAMPLE = Path(__file__).parents[2] / "examples" / "orders"

_MORE = """
## Terms

- **big order** = Order where `total_cents` is more than `100000`

## Tables

### States

| Storefront | ERP |
| --- | --- |
| paid | settled |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "project", ignore=shutil.ignore_patterns(".interlock")))


def _text() -> str:
    text = (EXAMPLE / "orders.interlock.md").read_text(encoding="utf-8")
    return text.replace("## Data map", f"{_MORE.strip()}\n\n## Data map")


async def _opened(editor: Editor, folder: Path, old: str = "", new: str = "") -> str:
    path = folder / "orders.interlock.md"
    text = _text()
    assert old in text
    uri = await editor.open(path, text)
    await editor.findings(uri)
    if old:
        editor.type(uri, text.replace(old, new, 1))
    return uri


def _applied(editor: Editor, uri: str, item: types.CompletionItem) -> str:
    assert isinstance(item.text_edit, types.TextEdit)
    return with_edits(editor.texts[uri], [item.text_edit])


async def test_completion(editor: Editor, folder: Path) -> None:
    new = "| `first_na | →         |                 |    |    |"
    line = next(one for one in _text().split("\n") if "always `customer`" in one)
    uri = await _opened(editor, folder, line, f"{line}\n{new}")

    # A field of the right system in the right column, of which a part is typed in backticks.
    found = await editor.complete(uri, new, len("| `first_na"))
    assert "first_name" in found
    assert "display_name" not in found
    assert "Storefront: string" in (found["first_name"].detail or "")
    assert "| `first_name |" in _applied(editor, uri, found["first_name"])
    found = await editor.complete(uri, new, new.index("→") + len("→         | "))
    assert "display_name" in found
    assert "first_name" not in found
    assert "| →         | `display_name`" in _applied(editor, uri, found["display_name"])

    # Rules, arrows and notes in their columns.
    column = new.index("→") + len("→         |                 | ")
    found = await editor.complete(uri, new, column)
    assert "upper case" in found
    assert "cents to amount in `currency`" in found
    assert {"→", "←", "↔"} <= (await editor.complete(uri, new, new.index("→"))).keys()

    # Tests beside the document, where a criterion says what proves it.
    (folder / "test_sums.py").write_text("def helper(): ...\n\nasync def test_sum(): ...\n\nclass TestMore: ...\n")
    criterion = next(one for one in _text().split("\n") if one.startswith("- **arrives**"))
    proved = "- **arrives** (no-retyping): It arrives, as it should. (test: test_s)"
    uri = await _opened(editor, folder, criterion, proved)
    found = await editor.complete(uri, proved, len(proved) - 1)
    assert found.keys() == {"test_sums.py::test_sum", "test_sums.py::TestMore"}
    assert "(test: test_sums.py::test_sum)" in _applied(editor, uri, found["test_sums.py::test_sum"])
    uri = await _opened(editor, folder, line, f"{line}\n{new}")

    # Decisions of the data map with what follows from them.
    row = next(one for one in _text().split("\n") if one.startswith("| Order    | `orders`"))
    found = await editor.complete(uri, row, row.index("archive"))
    assert {"keep", "ask", "archive"} <= found.keys()
    note = found["keep"].documentation
    assert isinstance(note, types.MarkupContent)
    assert len(note.value) > 20
    assert "| keep   |" in _applied(editor, uri, found["keep"])
    found = await editor.complete(uri, row, row.index("`orders`") + 2)
    assert {"orders", "customers", "products"} <= found.keys()
    assert "sales-orders" not in found

    # Sentences: triggers after When, outcomes after the comma, names everywhere, fields of the record in backticks.
    sentence = "When an Order is created in Storefront, a matching Order exists in ERP within 15 minutes."
    found = await editor.complete(uri, sentence, len("When "))
    triggers = [label for label, item in found.items() if item.detail == "triggers"]
    assert any("in Storefront" in label or "in ERP" in label for label in triggers)
    assert not any("Desk" in label or "Books" in label or "Invoice" in label for label in triggers)
    assert {"Storefront", "ERP", "Order", "Customer", "big order"} <= found.keys()
    found = await editor.complete(uri, sentence, len("When an Order is created in Storefront, "))
    assert any(item.detail == "outcomes" for item in found.values())
    found = await editor.complete(uri, "its `payment_state` is", len("its `pay"))
    assert "payment_state" in found
    assert "first_name" not in found
    assert "its `total` is `refunded`" in _applied(editor, uri, found["total"])
    found = await editor.complete(uri, "a 429 answer", 0)
    assert any("answer" in label for label in found)


async def test_hover(editor: Editor, folder: Path) -> None:
    uri = await _opened(editor, folder)
    field = await editor.hover(uri, "| `total`                | cents", 4)
    assert "`total` of `sales-orders`" in field.replace("**", "")
    assert "number" in field
    assert "In \\`currency\\`." in field
    assert "#/components/schemas" in field
    record = await editor.hover(uri, "| Stock    | `products`", 3)
    assert "| on delete | keep |" in record
    assert "rate limit: `120 requests in 60 s`, likely" in (await editor.hover(uri, "| ERP        | Ledgerline", 3))
    assert "list" in await editor.hover(uri, "`stock-levels`      | ERP", 4)
    assert "minor units" in (await editor.hover(uri, "cents to amount in `currency`          |", 3))
    assert "total\\_cents" not in await editor.hover(uri, "## Data map", 4)
    assert "big order" in await editor.hover(uri, "**big order** = Order", 4)
    assert await editor.hover(uri, "retyping them", 2) == ""


async def test_definition(editor: Editor, folder: Path) -> None:
    old = "- **stays-equal**: After 1 hour of quiet, every Stock is equal in both."
    new = f"{old}\n- **big**: When a big order is created in Storefront, it counts."
    uri = await _opened(editor, folder, old, new)
    text = editor.texts[uri].split("\n")

    async def line(words: str, into: int) -> str:
        found = await editor.definition(uri, words, into)
        assert [one.uri for one in found] == [uri]
        return text[found[0].range.start.line]

    assert (await line("When a big order is", 9)).startswith("- **big order** =")
    assert (await line("every Stock is equal", 8)).startswith("| Stock    | `products`")
    assert (await line("created in Storefront, a", 14)).startswith("| Storefront | Lark")

    found = await editor.definition(uri, "| `total`                | cents", 4)
    assert [Path(one.uri).name for one in found] == ["erp.openapi.yaml"]
    description = (folder / "systems" / "erp.openapi.yaml").read_text(encoding="utf-8").split("\n")
    assert description[found[0].range.start.line].strip() == "total:"
    found = await editor.definition(uri, "`stock-levels`      | ERP", 4)
    assert "/stock-levels" in description[found[0].range.start.line]


async def test_the_likeliest_partner_comes_first_in_a_field_table(editor: Editor, folder: Path) -> None:
    line = next(one for one in _text().split("\n") if "always `customer`" in one)
    new = "| `phone` | ↔         |  |    |    |"
    uri = await _opened(editor, folder, line, f"{line}\n{new}")
    found = await editor.complete(uri, new, new.index("|  |") + 2)
    first = min(found.values(), key=lambda one: one.sort_text or "")
    likely, _, said = (first.detail or "").partition("; ERP: ")
    assert (first.label, likely in {"sure", "likely"}, bool(said)) == ("phone", True, True)
