"""Which records of two systems are taken for the same."""

from __future__ import annotations

from dataclasses import replace

from tests.rules.helpers import field, record

from interlock.model.fact import Fact
from interlock.model.profile import SystemProfile
from interlock.systems import in_common


def pairs(left: SystemProfile, right: SystemProfile) -> list[tuple[str, str, str]]:
    return [(one.name, one.left, one.right) for one in in_common(left, right)]


def system(*names: str, fields: tuple[str, ...] = ("id", "number", "total", "currency")) -> SystemProfile:
    return SystemProfile("S", records=tuple(record(name, *(field(one) for one in fields)) for name in names))


def test_the_same_name_in_any_spelling() -> None:
    assert pairs(system("line_items", "notes"), system("LineItem", "files")) == [
        ("Line item", "line_items", "LineItem")
    ]


def test_a_kind_of_it_needs_fields_that_agree() -> None:
    assert pairs(system("orders"), system("sales-orders")) == [("Order", "orders", "sales-orders")]
    assert pairs(system("orders"), system("sales-orders", fields=("id", "color", "weight", "size"))) == []


def test_what_shares_a_word_only_is_not_the_same() -> None:
    assert pairs(system("shipping_methods"), system("payment_methods")) == []
    assert pairs(system("order_lines"), system("orders")) == []


def test_each_record_is_paired_once_with_the_likeliest() -> None:
    assert pairs(system("orders", "draft_orders"), system("orders", "sales_orders")) == [("Order", "orders", "orders")]


def test_what_cannot_be_told_apart_is_left_out() -> None:
    whole = system("orders", fields=("number",))
    fields = tuple(one for one in whole.records[0].fields if str(one.path) != "id")
    without = replace(whole, records=(replace(whole.records[0], primary_key=Fact(), fields=fields),))
    assert pairs(whole, whole) == [("Order", "orders", "orders")]
    assert pairs(without, whole) == []
