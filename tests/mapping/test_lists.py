"""Lists whose elements belong together by a key or by position, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from tests.mapping.helpers import NO_LINKS, compiled, mapping, profile

from interlock.mapping import Unfit, Waiting
from interlock.model.profile import FieldType
from interlock.model.value import JSON, Body, Side

KEYED = mapping(
    "`currency` | → | `currency`",
    "`items[]` | → | `lines[]` | paired by `sku` = `code`",
    "`items[].sku` | → | `lines[].code` | upper case",
    "`items[].cents` | → | `lines[].price` | cents to amount in `currency`",
    " | → | `lines[].kind` | always `goods`",
)
BY_PLACE = mapping("`items[]` | ↔ | `lines[]`", "`items[].n` | ↔ | `lines[].count`")
LIST = "items[] → lines[]"
SKU, PRICE, KIND = "items[].sku → lines[].code", "items[].cents → lines[].price", "→ lines[].kind"


def order(*items: tuple[str, int]) -> dict[str, object]:
    return {"currency": "EUR", "items": [{"sku": sku, "cents": cents, "note": "n"} for sku, cents in items]}


def bring(source: Mapping[str, object], target: Mapping[str, object]) -> object:
    shown = KEYED.read(Side.LEFT, source, NO_LINKS)  # type: ignore[arg-type]
    return KEYED.write(Side.RIGHT, shown, target, NO_LINKS)  # type: ignore[arg-type]


def test_canonical_is_by_key() -> None:
    shown = KEYED.read(Side.LEFT, order(("a", 150)), NO_LINKS)  # type: ignore[arg-type]
    assert shown[LIST] == {"A": {SKU: "A", PRICE: Decimal("1.50"), KIND: "goods"}}


def test_the_order_of_elements_does_not_count() -> None:
    one, other = (
        KEYED.read(Side.LEFT, order(*items), NO_LINKS)  # type: ignore[arg-type]
        for items in ([("a", 1), ("b", 2)], [("b", 2), ("a", 1)])
    )
    assert one == other


def test_new_elements_come_in_the_order_of_the_source() -> None:
    assert bring(order(("b", 200), ("a", 150)), {}) == {
        "currency": "EUR",
        "lines": [
            {"code": "B", "price": 2, "kind": "goods"},
            {"code": "A", "price": 1.5, "kind": "goods"},
        ],
    }


def test_elements_keep_their_place_and_their_other_fields_and_a_removed_one_goes() -> None:
    there = {
        "currency": "EUR",
        "lines": [
            {"id": 1, "code": "X", "price": 9, "kind": "goods"},
            {"id": 2, "code": "b", "price": 9, "kind": "goods", "bin": "B7"},
        ],
    }
    assert bring(order(("a", 150), ("b", 200)), there) == {
        "currency": "EUR",
        "lines": [
            {"id": 2, "code": "B", "price": 2, "kind": "goods", "bin": "B7"},
            {"code": "A", "price": 1.5, "kind": "goods"},
        ],
    }


def test_an_element_without_a_key_is_unfit() -> None:
    shown = KEYED.read(Side.LEFT, order(("a", 1), ("", 2)), NO_LINKS)  # type: ignore[arg-type]
    message = '`items[1].sku` is "", which is empty, and elements are paired by it'
    assert shown[LIST] == Unfit(LIST, "items[1].sku", '""', "paired by `sku` = `code`", message)


def test_a_key_that_is_there_twice_is_unfit() -> None:
    shown = KEYED.read(Side.LEFT, order(("a", 1), ("A", 2)), NO_LINKS)[LIST]  # type: ignore[arg-type]
    assert isinstance(shown, Unfit)
    assert shown.message == '`items[1].sku` is "A", which is there twice, and elements are paired by it'


def test_a_value_in_an_element_that_does_not_fit_names_its_place() -> None:
    shown = KEYED.read(Side.LEFT, {"currency": "EUR", "items": [{"sku": "a", "cents": "x"}]}, NO_LINKS)[LIST]
    assert isinstance(shown, Unfit)
    assert (shown.field, shown.value) == ("items[0].cents", '"x"')


def test_null_and_no_elements_are_the_same_and_an_absent_list_is_left_alone() -> None:
    assert KEYED.read(Side.LEFT, {"items": None}, NO_LINKS)[LIST] == ()
    assert KEYED.read(Side.LEFT, {"items": []}, NO_LINKS)[LIST] == ()
    assert bring({}, {"lines": [{"code": "A"}]}) == {"lines": [{"code": "A"}]}
    assert bring({"items": []}, {"lines": [{"code": "A"}]}) == {"lines": []}


def test_by_position_the_list_is_replaced() -> None:
    there = {"lines": [{"count": 1, "id": "a"}, {"count": 2, "id": "b"}]}
    less = BY_PLACE.read(Side.LEFT, {"items": [{"n": 2}]}, NO_LINKS)
    assert BY_PLACE.write(Side.RIGHT, less, there, NO_LINKS) == {"lines": [{"count": 2, "id": "b"}]}  # type: ignore[arg-type]
    same = BY_PLACE.read(Side.LEFT, {"items": [{"n": 5}, {"n": 2}]}, NO_LINKS)
    assert BY_PLACE.write(Side.RIGHT, same, there, NO_LINKS) == {  # type: ignore[arg-type]
        "lines": [{"count": 5, "id": "a"}, {"count": 2, "id": "b"}]
    }


def test_lists_in_lists() -> None:
    nested = mapping(
        "`a[]` | ↔ | `b[]` | paired by `id`",
        "`a[].id` | ↔ | `b[].id`",
        "`a[].c.d[]` | ↔ | `b[].e[]`",
        "`a[].c.d[].x` | ↔ | `b[].e[].y` | `on` = true",
    )
    body = {"a": [{"id": 1, "c": {"d": [{"x": "on"}]}}]}
    shown = nested.read(Side.LEFT, body, NO_LINKS)  # type: ignore[arg-type]
    written = nested.write(Side.RIGHT, shown, {}, NO_LINKS)
    assert written == {"b": [{"id": 1, "e": [{"y": True}]}]}
    wrong = nested.read(Side.LEFT, {"a": [{"id": 1, "c": {"d": [{"x": "off"}]}}]}, NO_LINKS)["a[] ↔ b[]"]
    assert isinstance(wrong, Unfit)
    assert wrong.field == "a[0].c.d[0].x"


def test_a_list_of_plain_values_is_one_value() -> None:
    made = mapping("`tags[]` | ↔ | `labels[]`")
    shown = made.read(Side.LEFT, {"tags": ["a", 1]}, NO_LINKS)
    assert shown == {"tags[] ↔ labels[]": ("a", Decimal(1))}
    assert made.write(Side.RIGHT, shown, {}, NO_LINKS) == {"labels": ["a", 1]}


def test_a_reference_in_an_element_waits() -> None:
    made = mapping("`a[]` | → | `b[]`", "`a[].p` | → | `b[].q` | the linked Product")
    assert made.read(Side.LEFT, {"a": [{"p": 5}]}, NO_LINKS) == {"a[] → b[]": Waiting("Product", Side.LEFT, "5")}


def test_long_lists_take_linear_time() -> None:
    many = {"items": [{"n": i} for i in range(3000)]}
    shown = BY_PLACE.read(Side.LEFT, many, NO_LINKS)  # type: ignore[arg-type]
    there = {"lines": [{"count": i} for i in range(2999, 0, -1)]}
    written = BY_PLACE.write(Side.RIGHT, shown, there, NO_LINKS)  # type: ignore[arg-type]
    assert isinstance(written, dict)
    assert BY_PLACE.read(Side.RIGHT, written, NO_LINKS) == shown


GOODS = (
    "`items[]` | → | `lines[]` | paired by `sku` = `code` where `kind` is `goods`",
    "`items[].sku` | → | `lines[].code`",
)


def test_elements_of_which_a_condition_does_not_hold_are_as_if_they_were_not_there() -> None:
    made = mapping(*GOODS)
    items: list[JSON] = [{"sku": "a", "kind": "goods"}, {"sku": "b", "kind": "fee"}, {"sku": "b", "kind": None}, {}]
    shown = made.read(Side.LEFT, {"items": items}, NO_LINKS)
    there: Body = {"lines": [{"code": "a", "own": 1}, {"code": "b", "own": 2}]}
    assert made.write(Side.RIGHT, shown, there, NO_LINKS) == {"lines": [{"code": "a", "own": 1}]}
    nothing = made.read(Side.LEFT, {"items": [{"sku": "b", "kind": "fee"}]}, NO_LINKS)
    assert nothing == made.read(Side.LEFT, {"items": []}, NO_LINKS)
    assert made.write(Side.RIGHT, nothing, there, NO_LINKS) == {"lines": []}


@pytest.mark.parametrize(("row", "said"), [
    (GOODS[0].replace("→", "↔"), "has no way back"),
    (GOODS[0].replace("`kind`", "`knd`"), "`items[].knd` is not a field"),
])  # fmt: skip
def test_a_condition_goes_one_way_and_names_a_field_of_the_elements(row: str, said: str) -> None:
    text = FieldType.STRING
    left = profile(items_=FieldType.ARRAY, items___sku=text, items___kind=text)
    made = compiled(row, GOODS[1].replace("→", row.split(" | ")[1]), left=left)
    assert said in made.findings[0].message
