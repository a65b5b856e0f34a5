"""What compiling a mapping finds is told once, beside what the rules ask."""

from __future__ import annotations

import pytest
from tests.rules.helpers import codes, raised

CLIENT = (
    "## Field mapping\n\n### Client\n\n| Desk | Direction | Books | Rule |\n| --- | --- | --- | --- |\n"
    "| `email` | ↔ | `mail` | |\n"
)


def test_a_rule_that_cannot_be_meant_is_passed_through() -> None:
    found = [one for one in raised(CLIENT + "| `name` | → | `title` | by table Sizes |\n") if one.code == "rule-words"]
    assert [(one.asks, one.place.line) for one in found] == [("Ida Rhodes", 70)]


def test_of_very_many_problems_of_a_kind_the_rest_is_counted() -> None:
    rows = "".join(f"| `name` | → | `title` | by table Size{i} |\n" for i in range(230))
    found = [one for one in raised(CLIENT + rows) if one.subject == "rule-words" or one.code == "rule-words"]
    assert len([one for one in found if one.code == "rule-words"]) == 200
    assert [one.message for one in found if one.code == "too-many-like-this"] == [
        "`rule-words` is found 30 times more, first here; these are not shown"
    ]


def test_an_unknown_field_is_told_once() -> None:
    lines = [one.place.line for one in raised(CLIENT + "| `nmae` | → | `title` | |\n") if "field" in one.code]
    assert len(lines) == len(set(lines))


def test_an_unknown_rule_is_told_once_and_also_without_descriptions() -> None:
    fragment = CLIENT + "| `name` | → | `title` | make it pretty |\n"
    assert "rule-unknown" not in codes(fragment)
    assert "rule-not-understood" in codes(fragment)
    assert "rule-not-understood" in codes(fragment, profiles=False)


INVOICE = (
    "## Field mapping\n\n### Invoice\n\n| Desk | Direction | Books | Rule |\n| --- | --- | --- | --- |\n"
    "| `number` | → | `number` | |\n"
)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("`entries[]` | → | `origin` | ", "a list, become `origin` of `Books`, a text? the row has no rule"),
        ("`entries` | → | `origin` | ", "a list, become `origin` of `Books`, a text? the row has no rule"),
        ("`paid` | → | `lines` | ", "true or false, become `lines` of `Books`, a list? the row has no rule"),
        ("`entries` | → | `origin` | equal", "a list, meet `origin` of `Books`, a text? they are never equal"),
        ("`entries[]` | | `lines[]` | ", ""),
        ("`entries` | → | `lines` | equal", ""),
        ("`number` | → | `origin` | equal", ""),
    ],
)
def test_a_list_is_no_single_value(row: str, said: str) -> None:
    found = [one.message for one in raised(INVOICE + f"| {row} |\n") if one.code == "type-does-not-fit"]
    assert [said in one for one in found] == ([True] if said else [])


def test_a_list_is_no_single_value_also_while_the_direction_is_open() -> None:
    data_map = (
        "## Data map\n\n| Record | Desk | Books | Source of truth | Direction |\n| --- | --- | --- | --- | --- |\n"
        "| Invoice | `invoices` | `bills` | Desk | |\n\n"
    )
    found = raised(data_map + INVOICE + "| `entries` | | `origin` | |\n")
    assert [one.message for one in found if one.code == "type-does-not-fit"] == [
        "how does `entries` of `Desk`, a list, meet `origin` of `Books`, a text? the row has no rule"
    ]
