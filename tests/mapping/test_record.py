"""One record as a whole: reading, writing, references, keys, conditions, messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from tests.mapping.helpers import NO_LINKS, KnownLinks, key, mapping, of_type, profile

from interlock.mapping import Unfit, Waiting, holds
from interlock.mapping.language import nearest_rules, parse_rule
from interlock.mapping.wire import encoder
from interlock.model.accepting import value_problem
from interlock.model.decisions import Comparison, Condition
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, FieldType, RecordProfile
from interlock.model.value import ABSENT, JSON, Absent, Body, Canonical, Side

PEOPLE = mapping(
    "`mail` | ↔ | `email` | e-mail address | sensitive",
    "`first`, `last` | → | `name` | join with a space",
    "`tel` | ↔ | `phone` | phone number, region from `land` | Sensitive: yes",
    "`land` | ↔ | `country` | country name to ISO code",
    " | → | `kind` | always `person`",
    "`stock` | ← | `available` | at least 0",
)
LEFT = {"mail": "A@X.example", "first": "Mia", "last": "Berg", "tel": "030 901820", "land": "Germany", "stock": 3}
SHOWN: dict[str, Canonical | Unfit | Waiting] = {
    "mail ↔ email": "a@x.example",
    "first, last → name": "Mia Berg",
    "tel ↔ phone": "+4930901820",
    "land ↔ country": "DE",
    "→ kind": "person",
    "stock ← available": Decimal(3),
}


def test_a_side_shows_canonical_values() -> None:
    assert PEOPLE.read(Side.LEFT, LEFT, NO_LINKS) == SHOWN  # type: ignore[arg-type]


def test_what_is_not_there_is_absent() -> None:
    shown = PEOPLE.read(Side.RIGHT, {}, NO_LINKS)
    assert set(shown.values()) == {ABSENT}


def test_a_write_puts_what_flows_to_the_side_and_keeps_the_rest() -> None:
    assert PEOPLE.write(Side.RIGHT, SHOWN, {"email": " A@x.EXAMPLE", "available": -2, "own": [1]}, NO_LINKS) == {
        "email": " A@x.EXAMPLE",
        "available": -2,
        "own": [1],
        "name": "Mia Berg",
        "phone": "+4930901820",
        "country": "DE",
        "kind": "person",
    }


def test_null_is_written_over_a_value_and_not_where_nothing_is_shown() -> None:
    assert PEOPLE.write(Side.RIGHT, {"mail ↔ email": None}, {"email": "a@b.example"}, NO_LINKS) == {"email": None}
    assert PEOPLE.write(Side.RIGHT, {"mail ↔ email": None}, {}, NO_LINKS) == {}
    assert PEOPLE.write(Side.RIGHT, {"mail ↔ email": ABSENT}, {"email": "a@b.example"}, NO_LINKS) == {
        "email": "a@b.example"
    }


def test_a_value_that_does_not_fit_is_masked_where_it_is_sensitive() -> None:
    shown = PEOPLE.read(Side.LEFT, {**LEFT, "tel": "call me", "land": "Atlantis"}, NO_LINKS)  # type: ignore[dict-item]
    assert shown["tel ↔ phone"] == Unfit(
        "tel ↔ phone",
        "tel",
        "…",
        "phone number, region from `land`",
        "`tel` has a value, not shown here, that is not a phone number",
    )
    assert shown["land ↔ country"] == Unfit(
        "land ↔ country",
        "land",
        '"Atlantis"',
        "country name to ISO code",
        '`land` is "Atlantis", which is not a country\'s English name or ISO code',
    )


def test_a_huge_value_is_shown_briefly() -> None:
    made = mapping("`a` | → | `b` | `x` = `y`")
    huge: list[JSON] = ["z" * 10_000_000, list(range(100_000)), {"k": 1}, 10**300]
    for value in huge:
        shown = made.read(Side.LEFT, {"a": value}, NO_LINKS)["a → b"]
        assert isinstance(shown, Unfit)
        assert len(shown.message) < 200


def test_a_body_nested_too_deep_is_unfit() -> None:
    deep: JSON = 1
    for _ in range(900):
        deep = [deep]
    made = mapping("`a` | ↔ | `b`")
    shown = made.read(Side.LEFT, {"a": deep}, NO_LINKS)["a ↔ b"]
    assert isinstance(shown, Unfit)
    assert shown.message == "`a` is a list of 1, which is nested too deep"


REFERS = mapping("`customer` | → | `partner` | the linked Customer", right=profile(partner=FieldType.INTEGER))
LINKS = KnownLinks({("Customer", "k1"): ("7", "70"), ("Customer", "k2"): ("8", None)})


def test_a_reference_is_the_link() -> None:
    assert REFERS.read(Side.LEFT, {"customer": 7}, LINKS) == {"customer → partner": "k1"}
    assert REFERS.write(Side.RIGHT, {"customer → partner": "k1"}, {}, LINKS) == {"partner": 70}
    assert REFERS.pairs[0].refers_to == "Customer"


def test_a_reference_waits_on_either_side() -> None:
    waiting = REFERS.read(Side.LEFT, {"customer": "9"}, LINKS)
    assert waiting == {"customer → partner": Waiting("Customer", Side.LEFT, "9")}
    assert REFERS.write(Side.RIGHT, {"customer → partner": "k2"}, {}, LINKS) == Waiting(
        "Customer", Side.RIGHT, "", "k2"
    )
    assert REFERS.write(Side.RIGHT, waiting, {}, LINKS) == Waiting("Customer", Side.LEFT, "9")


@pytest.mark.parametrize(
    ("rule", "field", "canonical", "expected"),
    [
        ("", of_type(FieldType.INTEGER), Decimal("12.0"), 12),
        ("", of_type(FieldType.NUMBER), Decimal("12.5"), 12.5),
        ("", of_type(FieldType.STRING), Decimal("12.50"), "12.50"),
        ("", of_type(FieldType.BOOLEAN), True, True),
        ("", of_type(FieldType.STRING), True, "true"),
        ("", of_type(FieldType.STRING, "date-time"), datetime(2026, 1, 2, 3, tzinfo=UTC), "2026-01-02T03:00:00Z"),
        ("", of_type(FieldType.INTEGER, "unix-time"), datetime(2026, 1, 2, tzinfo=UTC), 1767312000),
        ("date in UTC", of_type(FieldType.STRING, "date"), date(2026, 1, 2), "2026-01-02"),
        ("", of_type(FieldType.ANY), (Decimal(1), {"a": None}), [1, {"a": None}]),
        ("always `5`", of_type(FieldType.INTEGER), Decimal(5), 5),
    ],
)
def test_values_take_the_type_of_the_field(rule: str, field: object, canonical: object, expected: JSON) -> None:
    source = "" if rule.startswith("always") else "`a`"
    made = mapping(f"{source} | → | `b` | {rule}", right=profile(b=field))  # type: ignore[arg-type]
    written = made.write(Side.RIGHT, {made.pairs[0].name: canonical}, {}, NO_LINKS)  # type: ignore[dict-item]
    assert written == {"b": expected}
    assert type(written["b"]) is type(expected)


@pytest.mark.parametrize(
    ("field", "canonical"),
    [
        (of_type(FieldType.INTEGER), Decimal("1.5")),
        (of_type(FieldType.INTEGER), Decimal(2**63)),
        (of_type(FieldType.INTEGER), "007"),
        (of_type(FieldType.NUMBER), Decimal("0.1234567890123456789")),
        (of_type(FieldType.BOOLEAN), "maybe"),
        (of_type(FieldType.STRING, "date"), datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_value_that_the_field_cannot_take_is_unfit(field: object, canonical: object) -> None:
    made = mapping("`a` | → | `b`", right=profile(b=field))  # type: ignore[arg-type]
    assert isinstance(made.write(Side.RIGHT, {"a → b": canonical}, {}, NO_LINKS), Unfit)  # type: ignore[dict-item]


def test_items_are_recognised_by_the_rule_of_their_pair() -> None:
    rows = ["`mail` | ↔ | `email` | e-mail address", "`sku` | → | `code` | upper case"]
    made = mapping(*rows, matched_by=key(("mail", "email"), ("sku", "code")))
    assert made.match_key(Side.LEFT, {"mail": " A@x.example", "sku": "ab"}) == ("a@x.example", "AB")
    assert made.match_key(Side.RIGHT, {"email": "a@X.example", "code": "aB"}) == ("a@x.example", "AB")


def test_unmapped_keys_are_texts_and_nothing_never_matches() -> None:
    made = mapping("`x` | → | `y`", matched_by=key(("no", "ref"), ignoring_case=True))
    assert made.match_key(Side.LEFT, {"no": "Straße"}) == made.match_key(Side.RIGHT, {"ref": "STRASSE"})
    assert made.match_key(Side.LEFT, {"no": 12}) == made.match_key(Side.RIGHT, {"ref": "12"})
    empty: list[JSON] = [None, "", "  ", [], {}, [1]]
    for nothing in empty:
        assert made.match_key(Side.LEFT, {"no": nothing}) is None
    assert made.match_key(Side.LEFT, {}) is None


def condition(field: str, comparison: Comparison, *values: str, side: Side | None = None) -> Condition:
    return Condition(Path.of(field), comparison, values, side)


@pytest.mark.parametrize(
    ("value", "comparison", "written", "expected"),
    [
        ("paid", Comparison.IS, ("paid",), True),
        ("Paid", Comparison.IS, ("paid",), False),
        (True, Comparison.IS, ("true",), True),
        (True, Comparison.IS, ("1",), False),
        (1, Comparison.IS, ("true",), False),
        (10, Comparison.IS, ("10.0",), True),
        ("10", Comparison.IS, ("10.0",), False),
        (None, Comparison.IS, ("null",), True),
        (ABSENT, Comparison.IS, ("null",), True),
        (ABSENT, Comparison.IS, ("",), False),
        (ABSENT, Comparison.IS_NOT, ("x",), True),
        ("x", Comparison.IS_NOT, ("x",), False),
        ("b", Comparison.IS_ONE_OF, ("a", "b"), True),
        ("c", Comparison.IS_ONE_OF, ("a", "b"), False),
        ("", Comparison.IS_EMPTY, (), True),
        (ABSENT, Comparison.IS_EMPTY, (), True),
        ([], Comparison.IS_EMPTY, (), True),
        (0, Comparison.IS_EMPTY, (), False),
        (False, Comparison.IS_NOT_EMPTY, (), True),
        (5, Comparison.MORE, ("4.5",), True),
        ("5", Comparison.MORE, ("10",), False),
        (True, Comparison.MORE, ("0",), False),
        (4, Comparison.LESS, ("4.5",), True),
        ("2026-01-02", Comparison.MORE, ("2026-01-01",), True),
        ("2026-01-01T01:00:00+02:00", Comparison.LESS, ("2026-01-01",), True),
        ("apple", Comparison.MORE, ("10",), False),
        (None, Comparison.LESS, ("1",), False),
    ],
)
def test_conditions(value: JSON | Absent, comparison: Comparison, written: tuple[str, ...], *, expected: bool) -> None:
    body: Body = {} if value is ABSENT else {"a": {"b": value}}
    assert holds(condition("a.b", comparison, *written), body) is expected


def test_conditions_below_a_list_ask_for_one_element() -> None:
    body: dict[str, JSON] = {"items": [{"k": "a"}, {"k": "b"}]}
    assert holds(condition("items[].k", Comparison.IS, "b"), body)
    assert not holds(condition("items[].k", Comparison.IS_NOT, "b"), body)
    assert not holds(condition("items[].k", Comparison.IS, "b"), {"items": "b"})


def test_an_item_satisfies_the_conditions_of_its_side() -> None:
    made = mapping("`x` | → | `y`", only_when=(condition("state", Comparison.IS, "paid", side=Side.LEFT),))
    assert made.satisfies(Side.LEFT, {"state": "paid"})
    assert not made.satisfies(Side.LEFT, {"state": "open"})
    assert made.satisfies(Side.RIGHT, {"state": "open"})


@pytest.mark.parametrize(
    "cell",
    [
        "`" * 4001,
        "a = b, " * 500,
        "a=a," * 900 + "!",
        "phone number, region from `" + "x" * 4000,
        "the linked " + "x " * 1900,
    ],
)
def test_a_hostile_cell_is_no_rule(cell: str) -> None:
    assert parse_rule(cell) is None
    assert len(nearest_rules(cell)) <= 3


INT = FieldType.INTEGER


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        (FieldProfile(Path.of("y"), FieldType.STRING, max_length=3), "abcd", "is longer than 3 characters"),
        (FieldProfile(Path.of("y"), FieldType.STRING, min_length=3), "ab", "is shorter than 3 characters"),
        (FieldProfile(Path.of("y"), FieldType.STRING, enum=("a", "b")), "c", "is not one of `a`, `b`"),
        (FieldProfile(Path.of("y"), FieldType.STRING, pattern="^[0-9]+$"), "a1", "does not match `^[0-9]+$`"),
        (FieldProfile(Path.of("y"), FieldType.STRING, format="email"), "nobody", "is not a email"),
        (FieldProfile(Path.of("y"), FieldType.INTEGER, minimum=0), -1, "is below 0"),
        (FieldProfile(Path.of("y"), FieldType.NUMBER, maximum=10), 10.5, "is above 10"),
        (FieldProfile(Path.of("y"), FieldType.NUMBER, multiple_of=0.01), 10.005, "is not a multiple of 0.01"),
        (
            FieldProfile(Path.of("y[]"), FieldType.ARRAY, items=FieldType.INTEGER),
            ["a"],
            "has an element that is not an integer",
        ),
        (FieldProfile(Path.of("y"), FieldType.OBJECT), "plain", "is not an object"),
    ],
)
def test_what_the_other_field_does_not_take_holds_the_item(field: FieldProfile, value: JSON, wrong: str) -> None:
    known = RecordProfile("objects", fields=(field,))
    for notes in ("", "sensitive"):
        made = mapping(f"`x` | → | `{field.path}` | | {notes}", right=known)
        found = made.write(Side.RIGHT, made.read(Side.LEFT, {"x": value}, NO_LINKS), {}, NO_LINKS)
        assert isinstance(found, Unfit)
        assert found.field == str(field.path)
        assert found.rule == "equal"
        assert found.message.endswith(wrong)
        assert (str(value) in found.message) is (not notes and not isinstance(value, list))


@pytest.mark.parametrize("year", [1, 999, 1970, 2026, 9999])
@pytest.mark.parametrize("microsecond", [0, 1000, 123456, 999999])
def test_every_moment_and_date_is_what_a_field_of_that_format_takes(year: int, microsecond: int) -> None:
    """They are put there without another look."""
    moment = datetime(year, 1, 2, 3, 4, 5, microsecond, tzinfo=UTC)
    field = replace(of_type(FieldType.STRING, "date-time"), path=Path.of("x"))
    assert value_problem(field, encoder(field)(moment)) is None
    assert value_problem(replace(field, format="date"), encoder(replace(field, format="date"))(moment.date())) is None
