"""What cannot be compiled is a finding at the very words, and is left out of the mapping."""

# ruff: noqa: E501 - a message is compared as the line that it is

from __future__ import annotations

import pytest
from tests.mapping.helpers import UNKNOWN, compiled, profile, table

from interlock.model.path import Path
from interlock.model.profile import FieldProfile, FieldType, RecordProfile

S = FieldType.STRING
LEFT = profile(email=S, phone=S, items_=FieldType.ARRAY, items___sku=S, meta=FieldType.MAP)
RIGHT = profile(address=S, lines_=FieldType.ARRAY, lines___code=S)


def told(*rows: str, left: RecordProfile = UNKNOWN, right: RecordProfile = UNKNOWN) -> list[str]:
    """Code, place, message and hint of each finding, and what was compiled all the same."""
    found = compiled(*rows, left=left, right=right, tables=(table("Sizes", ("S", "small")),))
    lines = [
        f"{f.code} {f.place.line}:{f.place.column}-{f.place.end_column} {f.message} [{f.hint}]" for f in found.findings
    ]
    return [*lines, *(pair.name for pair in found.mapping.pairs)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["`a` | → | `b` | uper case", "`a` | → | `c`"],
            [
                "rule-unknown 1:17-26 no mapping rule is written “uper case” [did you mean “upper case” or “lower case” or “title case”?]",
                "a → c",
            ],
        ),
        (
            ["`a`, `b` | → | `c` | upper case"],
            [
                (
                    "rule-fields 1:22-32 the rule “upper case” takes one field, and 2 are given [write `join with a space` to make one text of several]"
                )
            ],
        ),
        (
            ["`a` | → | `b` | always `x`"],
            ["rule-fields 1:17-27 the rule “always `x`” takes no field, and 1 is given []"],
        ),
        (["`a` | → | `b`, `c` | trim"], ["rule-fields 1:1-26 the rule “trim” fills one field, and 2 are given []"]),
        (
            ["`a` | ↔ | `b` | at least 0"],
            [
                (
                    "rule-inverse 1:17-27 the rule “at least 0” has no way back, and the row goes both ways [write → or ← as the direction of the row, or choose a rule with an inverse]"
                )
            ],
        ),
        (
            ["`a[].b` | → | `c[].d`"],
            [
                (
                    "array-row 1:1-22 `a[]` and `c[]` have no row of their own [add a row `a[]` → `c[]`, with the rule paired by `KEY` = `KEY` or none]"
                )
            ],
        ),
        (
            ["`a[].b` | → | `c`"],
            ["array-row 1:1-18 `a[]` is a list, and the field on the other side is in none [map the list to a list]"],
        ),
        (
            ["`a[]` | → | `c[]`", "`a[].b` | ↔ | `c[].d`"],
            ["array-direction 2:11-12 a row below `a[] → c[]` flows as its list does, → []", "a[] → c[]"],
        ),
        (
            ["`a` | → | `b` | date in Mars/Base"],
            ["rule-words 1:17-34 `Mars/Base` is not a time zone [write it like `Europe/Berlin` or `UTC`]"],
        ),
        (
            ["`a` | → | `b` | by table Size"],
            ["rule-words 1:17-30 there is no table `Size` [did you mean `Sizes`?]"],
        ),
        (
            ["`a` | → | `b` | `x` = `y`, `x` = `z`"],
            ["rule-words 1:17-37 `x` stands for two values [keep one of the pairs that begin with it]"],
        ),
        (
            [
                "`a` | ↔ | `b` | cents to amount in `c`",
                "`c` | ↔ | `d` | cents to amount in `a`",
            ],
            ["rule-words 2:17-39 `a` is read by a rule that needs this row's own value []"],
        ),
    ],
)
def test_a_row_that_cannot_be_compiled(rows: list[str], expected: list[str]) -> None:
    found = told(*rows)
    assert found[: len(expected)] == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["`email`, `phon` | → | `address` | join with a space"],
            ["field-unknown 1:10-16 `phon` is not a field of `things` [did you mean `phone`?]"],
        ),
        (
            ["`email` | → | `adress` | trim"],
            ["field-unknown 1:15-23 `adress` is not a field of `objects` [did you mean `address`?]"],
        ),
        (["`meta.any.thing` | → | `address`"], ["meta.any.thing → address"]),
        (
            ["`phone` | → | `address` | phone number, region from `land`"],
            [
                (
                    "rule-field 1:53-59 `land` is a field of neither side [there is `email`, `phone`, `items[]`, `items[].sku`, `meta`, `address`, `lines[]`, `lines[].code`]"
                )
            ],
        ),
        (
            ["`phone` | → | `address` | cents to amount in `address`"],
            ["rule-field 1:46-55 `address` is a field of the other side, and no row maps it [map `address` in a row]"],
        ),
        (
            ["`items[]` | → | `lines[]` | paired by `sku` = `kode`"],
            [
                "rule-words 1:29-53 `lines[].kode` is not a field of `things` [did you mean `lines[].code` or `lines[]`?]"
            ],
        ),
        (["`items[]` | → | `lines[]` | paired by `sku` = `code`"], ["items[] → lines[]"]),
    ],
)
def test_fields_are_looked_for_where_fields_are_known(rows: list[str], expected: list[str]) -> None:
    assert told(*rows, left=LEFT, right=RIGHT) == expected


def test_a_list_is_not_written_without_one_of_its_rows() -> None:
    found = compiled("`a[]` | → | `c[]`", "`a[].b` | → | `c[].d` | date in Mars/Base")
    assert [finding.code for finding in found.findings] == ["rule-words"]
    assert found.mapping.pairs == ()


def test_rows_with_the_same_fields_keep_apart() -> None:
    names = [pair.name for pair in compiled("`a` | → | `b`", "`a` | → | `b` | trim").mapping.pairs]
    assert names == ["a → b", "a → b (2)"]


def test_a_field_of_unbounded_depth_is_refused() -> None:
    found = compiled(f"`{'a.' * 5000}a` | → | `b`")
    assert [finding.code for finding in found.findings] == ["field-unknown"]
    assert len(found.findings[0].message) < 200


def test_an_object_without_described_fields_is_open_and_one_with_them_is_not() -> None:
    inner = FieldProfile(Path.of("open"), FieldType.OBJECT)
    closed = (FieldProfile(Path.of("shut"), FieldType.OBJECT), FieldProfile(Path.of("shut.a"), FieldType.STRING))
    left = RecordProfile("things", fields=(inner, *closed))
    assert told("`open.x` | → | `b`", left=left) == ["open.x → b"]
    assert told("`shut.x` | → | `b`", left=left)[0].startswith("field-unknown")
