"""Each kind of change by an edit of the example: what it is called, what it means, and in which words it is told."""

# ruff: noqa: E501 - rows of a table stand in one line

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from interlock.agreement.cells import Described
from interlock.agreement.comparing import compared
from interlock.agreement.kind import kind_of, kinds, why
from interlock.agreement.layers import content
from interlock.document import fmt, read
from interlock.model.agreement import Cell, Layer
from interlock.model.differences import Difference, Edit, Effect, Way
from interlock.model.value import Side

TEXT = (Path(__file__).parents[2] / "examples/orders/orders.interlock.md").read_text()
TABLE = "## Tables\n\n### Ways\n\n| From | To |\n| ---- | -- |\n| `a`  | 1  |\n\n## Acceptance criteria\n"
TERM = "## Terms\n\n- `paid order` = Order where `payment_status` is `paid`\n\n## Resources\n"
LEFT = "## Left open on purpose\n\n| Question | About | Decided by | Why |\n| - | - | - | - |\n| `x-y` | Order | Ada | w |\n\n## Changes\n"
BASE = TEXT.replace("## Acceptance criteria\n", TABLE).replace("## Resources\n", TERM).replace("## Changes\n", LEFT)

CASES = {
    "system": ("| e-commerce platform ", "| shop ", "Storefront: what it is was `e-commerce platform`, is now `shop`"),
    "owner": ("Ada Lovelace <", "Ida Rhodes <", "Owner: name was `Ada Lovelace`, is now `Ida Rhodes`"),
    "people": ("| Mary Jackson ", "| Joan Clarke ", "End user: `Mary Jackson` is now `Joan Clarke`"),
    "term": (
        "= Order where `payment_status` is `paid`",
        "= Order where `payment_status` is `due`",
        "Terms, paid order: meaning was “Order where `payment_status` is `paid`”, is now “Order where `payment_status` is `due`”",
    ),
    "story": (
        "I never retype it",
        "I go home",
        None,
    ),
    "record_added": (
        "| Stock    | `products`  | `stock-levels`      | ERP             | ←         | source of truth wins              | keep      |",
        "| Stock | `products` | `stock-levels` | ERP | ← | source of truth wins | keep |\n| Shelf | `shelves` | `bins` | ERP | ← | hold | keep |",
        "Shelf is new: Source of truth: ERP; Direction: ←; On conflict: hold; On delete: keep",
    ),
    "record_removed": (
        "| Stock    | `products`  | `stock-levels`      | ERP             | ←         | source of truth wins              | keep      |\n",
        "",
        None,
    ),
    "record_elsewhere": ("| `stock-levels` ", "| `levels` ", "Stock: ERP was `stock-levels`, is now `levels`"),
    "record_flow": ("| ERP             | ←   ", "| ERP             | ↔   ", "Stock: direction was `←`, is now `↔`"),
    "record_conflict": (
        "| newest wins, else source of truth |",
        "| hold |",
        "Customer: on conflict was `newest wins, else source of truth`, is now `hold`",
    ),
    "record_deletes": ("| keep      |", "| ask |", "Stock: on delete was `keep`, is now `ask`"),
    "record_matching": (
        "`product_code`, ignoring case",
        "`product_code`",
        "Stock: matched by was “`sku` = `product_code`, ignoring case”, is now “`sku` = `product_code`”",
    ),
    "record_selection": (
        "| keep updating ",
        "| hold ",
        "Order: when it leaves was `keep updating`, is now `hold`",
    ),
    "record_timing": ("| every 2 minutes |", "| every 3 minutes |", "Stock: how often was `every 2 minutes`, is now `every 3 minutes`"),
    "field_added": (
        "| `currency`                      | →",
        "| `remark` | → | `note` | upper case | |\n| `currency`                      | →",
        "Order, `remark` and `note` is new: Direction: →; Rule: upper case",
    ),
    "field_removed": (
        "|                                 | →         | `channel`              | always `web`                           |       |\n",
        "",
        "Order, `channel` is gone: Direction: →; Rule: always `web`",
    ),
    "field_elsewhere": (
        "| `freight` ",
        "| `carriage` ",
        "Order, `shipping_cents` and `carriage`: ERP was “`freight`”, is now “`carriage`”",
    ),
    "field_flow": (
        "| `email`                   | ↔  ",
        "| `email`                   | →  ",
        "Customer, `email` and `email_address`: direction was `↔`, is now `→`",
    ),
    "field_rule": (
        "| upper case",
        "| lower case",
        "Order, `line_items[].sku` and `lines[].product_code`: rule was `upper case`, is now `lower case`",
    ),
    "field_sensitivity": (
        "| phone number, region from `country`    | sensitive |",
        "| phone number, region from `country`    |           |",
        "Customer, `phone` and `phone`: Sensitive was `yes`, nothing is said any more",
    ),
    "look_up_table": ("| `a`  | 1  |", "| `a`  | 2  |", "Tables, Ways: a: To was `1`, is now `2`"),
    "error_policy": (
        "| wait as told, then retry ",
        "| hold the item ",
        "When something goes wrong, a 429 answer: then was `wait as told, then retry`, is now `hold the item`",
    ),
    "api_description_named": ("(systems/erp.openapi.yaml)", "(systems/b.yaml)", None),
    "criterion_added": (
        "- **arrives**",
        "- **quiet**: After 1 hour of quiet, every Order is equal in both.\n- **arrives**",
        "Acceptance criteria, quiet is new: Sentence: After 1 hour of quiet, every Order is equal in both.",
    ),
    "criterion_changed": (
        "every Stock is equal in both",
        "every Customer is equal in both",
        "Acceptance criteria, stays-equal: sentence was `After 1 hour of quiet, every Stock is equal in both.`, is now `After 1 hour of quiet, every Customer is equal in both.`",
    ),
    "criterion_removed": (
        "- **stays-equal**: After 1 hour of quiet, every Stock is equal in both.\n",
        "",
        "Acceptance criteria, stays-equal is gone: Sentence: After 1 hour of quiet, every Stock is equal in both.",
    ),
    "date": ("| 2027-02-01 ", "| 2027-03-01 ", "Dates, Target: when was `2027-02-01`, is now `2027-03-01`"),
    "left_out": (
        "| Multi-currency conversion ",
        "| Gift cards | v2 |\n| Multi-currency conversion ",
        "Out of scope, Gift cards is new: Candidate for: v2",
    ),
    "no_longer_left_out": (
        "| Multi-currency conversion                 | never         |\n",
        "",
        "Out of scope, Multi-currency conversion is gone: Candidate for: never",
    ),
    "assumption": (
        "ERP allows 120 requests",
        "ERP allows 60 requests",
        "Assumptions and considerations: `ERP allows 120 requests per minute.` is now `ERP allows 60 requests per minute.`",
    ),
    "left_open": ("| Ada | w |", "| Ada | because |", "Left open on purpose, x-y Order: Why was `w`, is now `because`"),
    "not_signed": ("without anyone retyping", "and nobody types", "Overview: the text was mended"),
}  # fmt: skip


def cells(text: str, described: Described | None = None) -> tuple[Cell, ...]:
    found = read(text, "d.interlock.md").document
    return content(found, {Side.RIGHT: described} if described else {}).cells


@cache
def before() -> tuple[Cell, ...]:
    return cells(BASE)


def changes(text: str) -> tuple[Difference, ...]:
    return compared(before(), cells(text), read(text, "d.interlock.md").document)


@pytest.mark.parametrize("name", CASES)
def test_an_edit_is_of_its_kind_and_told_in_the_words_of_the_document(name: str) -> None:
    old, new, words = CASES[name]
    assert BASE.count(old) >= 1, old
    found = changes(BASE.replace(old, new, 1))
    assert name in [one.kind for one in found]
    if words is not None:
        assert words in [one.what for one in found if one.kind == name]
    for one in found:
        assert one.effect is kinds()[one.kind].effect
        assert one.why == why(one.kind)


def test_every_kind_is_tried() -> None:
    assert set(kinds().items) - {"api_description"} == set(CASES)


@pytest.mark.parametrize("column", ["description", "corrections"])
def test_another_api_description_is_a_change_of_its_own(column: str) -> None:
    document = read(BASE, "d.interlock.md").document
    old, new = (cells(BASE, Described(**{column: digit * 64})) for digit in "ab")
    (found,) = compared(old, new, document)
    assert (found.kind, found.effect, found.edit.layer) == ("api_description", Effect.VERIFY, Layer.SPEC)
    assert found.what.startswith(
        ("API description of ERP is another file", "corrections to the description of ERP is another")
    )
    for some in ((cells(BASE), new), (old, cells(BASE))):
        assert [one.effect for one in compared(*some, document)] == [Effect.VERIFY]


@pytest.mark.parametrize("edit", [fmt, lambda text: text.replace("\n", "\r\n"), lambda text: text.replace("→", "->")])
def test_what_is_written_otherwise_is_no_change(edit: object) -> None:
    assert callable(edit)
    assert changes(edit(BASE)) == ()


def test_a_moved_row_is_no_change() -> None:
    row = "| Partner review        | 2027-01-20                                            |\n"
    target = "| Target                | 2027-02-01                                            |\n"
    assert row in BASE
    assert changes(BASE.replace(row, "").replace(target, row + target)) == ()


def test_a_changed_mapping_names_the_criteria_that_speak_of_it() -> None:
    found = {one.kind: one.criteria for one in changes(BASE.replace("| upper case", "| lower case", 1))}
    assert found == {"field_rule": ("whole-order", "line-removed", "orders-meanwhile")}
    found = {one.kind: one.criteria for one in changes(BASE.replace("| at least 0 |", "| |", 1))}
    assert found == {"field_rule": ("sold-out", "storefront-down", "stays-equal")}


def test_a_look_up_table_touches_the_criteria_of_the_fields_that_use_it() -> None:
    text = BASE.replace("| at least 0 |", "| look up in Ways |", 1)
    found = compared(cells(text), cells(text.replace("| `a`  | 1  |", "| `a`  | 2  |")), read(text, "d").document)
    assert [one.criteria for one in found] == [("sold-out", "storefront-down", "stays-equal")]


def test_the_gravest_stand_first() -> None:
    text = (
        BASE.replace("| upper case", "| lower case", 1).replace("2027-02-01", "2027-03-01").replace("types", "writes")
    )
    assert [one.effect for one in changes(text.replace("retyping them", "a pen"))] == [
        Effect.BREAKING,
        Effect.VERIFY,
        Effect.WORDING,
    ]


def test_every_cell_of_a_layer_has_a_kind_of_its_own() -> None:
    for cell in cells(BASE, Described("a" * 64, "b" * 64)):
        for way in Way:
            column = cell.column if way is Way.CHANGED else ""
            if (cell.section, column) == ("Data map", "Record"):
                continue  # another name is a row that got one
            if way is Way.RENAMED and cell.section in {"Field mapping", "Systems", "API descriptions", "Owner"}:
                continue  # their rows have no name but what they hold
            edit = Edit(way, cell.layer, cell.section, cell.group, cell.row, column, "a", "b")
            assert (kind_of(edit)[0] == "not_signed") == (cell.layer is None), (cell.key, way)


def test_what_a_kind_means_is_said_in_whole_sentences() -> None:
    for name, docs in kinds().docs.items():
        title = docs.strip().split("\n")[0]
        assert re.fullmatch(r"[A-Z].{10,100}\.", title), name
        assert re.fullmatch(r"[A-Z].{30,200}\.", why(name)), name
