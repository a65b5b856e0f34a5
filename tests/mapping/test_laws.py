"""What was put is what is got, what is got may be put without a trace, and both sides come to rest."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from string import ascii_uppercase
from typing import Any

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mapping.helpers import NO_LINKS, KnownLinks, mapping, of_type, profile, table

from interlock.mapping import RecordMapping, Unfit, Waiting, agree
from interlock.mapping.rules._country import country_code, country_name
from interlock.model.profile import FieldType
from interlock.model.value import JSON, Body, Side

S, I, N, B = FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER, FieldType.BOOLEAN  # noqa: E741 - as in type tables

texts = st.text(max_size=20)
wholes = st.integers(-(2**63), 2**63 - 1)
floats = st.floats(allow_nan=False, allow_infinity=False)
scalars = st.one_of(st.none(), st.booleans(), wholes, floats, texts)
json = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)
moments = st.datetimes().map(lambda moment: moment.isoformat() + "Z")
local_times = st.datetimes().map(lambda moment: moment.isoformat())
emails = st.from_regex(r" ?[A-Za-zÄß.+]{1,8}@[A-Za-z-]{1,8}\.EXAMPLE", fullmatch=True)
codes = st.sampled_from(sorted(code for code in phonenumbers.SUPPORTED_REGIONS if country_name(code)))
countries = codes | codes.map(lambda code: country_name(code) or "") | codes.map(str.lower)


def example_number(code: str, form: int) -> str:
    number = phonenumbers.example_number(code)
    assert number is not None
    return str(phonenumbers.format_number(number, form))


def somebody(code: str, form: int) -> Body:
    return {"x": example_number(code, form), "c": country_name(code)}


forms = st.sampled_from([phonenumbers.PhoneNumberFormat.NATIONAL, phonenumbers.PhoneNumberFormat.E164])
phones = codes.map(lambda code: example_number(code, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
national = st.builds(somebody, codes, forms)
amounts = st.sampled_from(["EUR", "JPY", "KWD", "CLF", "chf"])
SIZES = table("Sizes", ("`S`", "`small`"), ("`M`", "`large`"), ("`L`", "`large`"))


def bodies(values: st.SearchStrategy[Any], name: str = "x") -> st.SearchStrategy[Body]:
    """A body with a value of these in a field, with null or empty text in it, or without it; and another field."""
    held = st.one_of(values, st.none(), st.just(""))
    return st.one_of(st.fixed_dictionaries({name: held, "other": scalars}), st.just({"other": 1}))


def row(rule: str, *more: str, **sides: Mapping[str, Any]) -> RecordMapping:
    return mapping(
        f"`x` | ↔ | `y` | {rule}",
        *more,
        left=profile(**sides.get("left", {})),
        right=profile(**sides.get("right", {})),
        tables=(SIZES,),
    )


TWO_WAY: list[tuple[str, RecordMapping, st.SearchStrategy[Body], st.SearchStrategy[Body]]] = [
    ("equal, nothing known", row(""), bodies(json), bodies(json, "y")),
    ("equal, text and whole number", row("", left={"x": S}, right={"y": I}), bodies(texts), bodies(wholes, "y")),
    ("equal, whole number and text", row("", left={"x": I}, right={"y": S}), bodies(wholes), bodies(texts, "y")),
    ("equal, number and text", row("", left={"x": N}, right={"y": S}), bodies(floats | wholes), bodies(texts, "y")),
    ("equal, truth and text", row("", left={"x": B}, right={"y": S}), bodies(st.booleans()), bodies(texts, "y")),
    (
        "equal, moments",
        row("", left={"x": of_type(S, "date-time")}, right={"y": of_type(S, "date-time", "Europe/Berlin")}),
        bodies(moments | local_times | texts),
        bodies(moments | local_times, "y"),
    ),
    (
        "equal, moment and Unix time",
        row("", left={"x": of_type(S, "date-time")}, right={"y": of_type(I, "unix-time")}),
        bodies(moments),
        bodies(st.integers(-(2**33), 2**33), "y"),
    ),
    ("e-mail", row("e-mail address"), bodies(emails | texts), bodies(emails, "y")),
    ("country", row("country name to ISO code"), bodies(countries | texts), bodies(countries, "y")),
    ("code of a country", row("ISO code to country name"), bodies(countries | texts), bodies(countries, "y")),
    ("phone", row("phone number"), bodies(phones | texts), bodies(phones, "y")),
    (
        "phone in a region",
        row("phone number, region from `c`", "`c` | ↔ | `d` | country name to ISO code"),
        national,
        national.map(lambda body: {"y": body["x"], "d": country_code(str(body["c"]))}),
    ),
    ("upper case", row("upper case"), bodies(texts), bodies(texts, "y")),
    ("lower case", row("lower case"), bodies(texts), bodies(texts, "y")),
    ("trim", row("trim"), bodies(texts), bodies(texts, "y")),
    ("number to text", row("number to text"), bodies(floats | wholes), bodies(wholes.map(str), "y")),
    (
        "look-up",
        row("`a` = 1, `b` = 1, `a` = 2, `n` = null, `t` = true"),
        bodies(st.sampled_from(["a", "b", "n", "t", "?"])),
        bodies(st.sampled_from([1, 2, True, 1.0, 3]), "y"),
    ),
    (
        "table",
        row("by table Sizes"),
        bodies(st.sampled_from(["S", "M", "L", "?"])),
        bodies(st.sampled_from(["small", "large"]), "y"),
    ),
    (
        "cents",
        row("cents to amount in `c`", "`c` | ↔ | `c`"),
        st.fixed_dictionaries({"x": st.integers(-(10**12), 10**12), "c": amounts}),
        st.fixed_dictionaries({"y": st.decimals(-1000, 1000, places=2).map(float), "c": amounts}),
    ),
    (
        "amounts to cents",
        row("amount in `c` to cents", "`c` | ↔ | `c`"),
        st.fixed_dictionaries({"x": st.decimals(-1000, 1000, places=2).map(float), "c": amounts}),
        st.fixed_dictionaries({"y": st.integers(-(10**12), 10**12), "c": amounts}),
    ),
    ("expressions", row("by `x * 60`, back by `y / 60`"), bodies(wholes | floats | texts), bodies(floats, "y")),
    (
        "expressions between texts",
        row('by `"<" & x & ">"`, back by `$substring(y, 1, $length(y) - 2)`', left={"x": S}, right={"y": S}),
        bodies(texts),
        bodies(texts, "y"),
    ),
    ("local time", row("date and time in Europe/Berlin"), bodies(moments), bodies(local_times, "y")),
    (
        "lists by key",
        row("", "`items[]` | ↔ | `lines[]` | paired by `k` = `code`", "`items[].k` | ↔ | `lines[].code` | upper case"),
        st.fixed_dictionaries({"items": st.none() | st.lists(st.fixed_dictionaries({"k": texts, "z": json}))}),
        st.fixed_dictionaries({"lines": st.none() | st.lists(st.fixed_dictionaries({"code": texts, "w": json}))}),
    ),
    (
        "lists by position",
        row("", "`items[]` | ↔ | `lines[]`", "`items[].a.b` | ↔ | `lines[].c`"),
        st.fixed_dictionaries({"items": st.lists(st.dictionaries(st.sampled_from(["a", "z"]), json), max_size=4)}),
        st.fixed_dictionaries({"lines": st.lists(st.dictionaries(st.sampled_from(["c", "w"]), json), max_size=4)}),
    ),
    (
        "references",
        row("the linked Customer", right={"y": I}),
        bodies(st.sampled_from(["1", 2, "?"])),
        bodies(st.sampled_from([11, 12, 13]), "y"),
    ),
]
_here = bodies(st.lists(st.sampled_from(["1", 2, "2", "", None, "?"]), max_size=4))
_ids = st.sampled_from([11, 12, "12", 13])
_there = st.lists(st.fixed_dictionaries({"k": st.fixed_dictionaries({"id": _ids}), "w": scalars}), max_size=4)
TWO_WAY += [
    ("lists of references", mapping("`x[]` | ↔ | `y[].k.id` | the linked Customer, each"), _here, bodies(_there, "y")),
    ("sets of references", row("the linked Customer, each, as a set"), _here, bodies(st.lists(_ids, max_size=4), "y")),
    (
        "lists of references in elements",
        mapping("`items[]` | ↔ | `lines[]`", "`items[].x[]` | ↔ | `lines[].y[].k.id` | the linked Customer, each"),
        st.fixed_dictionaries({"items": st.lists(_here, max_size=2)}),
        st.fixed_dictionaries({"lines": st.lists(bodies(_there, "y"), max_size=2)}),
    ),
]
LINKS = KnownLinks(
    {("Customer", "one"): ("1", "11"), ("Customer", "two"): ("2", "12"), ("Customer", "3"): (None, "13")}
)


def settle(made: RecordMapping, source: Side, body: Body, other: Body) -> None:
    """Bring what the source shows over to the other side, and hold all laws on the way."""
    before = copy.deepcopy((body, other))
    shown = made.read(source, body, LINKS)
    assert repr(made.read_by_definition(source, body, LINKS)) == repr(shown)
    assert made.write(source, shown, body, LINKS) == body or any(
        isinstance(value, Unfit | Waiting) for value in shown.values()
    )
    fits = {name: value for name, value in shown.items() if not isinstance(value, Unfit | Waiting)}
    written = made.write(source.other, fits, other, LINKS)
    assert repr(made.write_by_definition(source.other, fits, other, LINKS)) == repr(written)
    assert (body, other) == before
    if isinstance(written, Unfit | Waiting):
        return
    again = made.read(source.other, written, LINKS)
    absent = {name for name, value in fits.items() if repr(value) == "ABSENT"}
    for name in fits.keys() - absent:
        assert agree(again[name], fits[name]), name  # type: ignore[arg-type]
    assert made.write(source.other, fits, written, LINKS) == written
    back = {name: again[name] for name in fits.keys() - absent}
    assert made.write(source, back, body, LINKS) == body


CASES = [pytest.param(made, left, right, id=name) for name, made, left, right in TWO_WAY]


@pytest.mark.parametrize(("made", "left", "right"), CASES)
@settings(max_examples=60)
@given(data=st.data())
def test_what_one_side_shows_settles_in_the_other(
    made: RecordMapping, left: st.SearchStrategy[Body], right: st.SearchStrategy[Body], data: st.DataObject
) -> None:
    here, there = data.draw(left, "left"), data.draw(right, "right")
    settle(made, Side.LEFT, here, there)
    settle(made, Side.RIGHT, there, here)
    settle(made, Side.LEFT, here, {})
    settle(made, Side.RIGHT, there, {})


@pytest.mark.parametrize(("made", "left", "right"), CASES)
@settings(max_examples=60)
@given(data=st.data())
def test_any_body_can_be_read(
    made: RecordMapping, left: st.SearchStrategy[Body], right: st.SearchStrategy[Body], data: st.DataObject
) -> None:
    del left, right
    body = data.draw(st.dictionaries(st.sampled_from(["x", "y", "c", "items", "lines"]), json))
    for side in Side:
        assert made.read(side, body, LINKS) == made.read(side, copy.deepcopy(body), LINKS)


@given(st.dictionaries(st.sampled_from("abcdefg"), json))
def test_one_way_targets_are_never_unfit(body: dict[str, JSON]) -> None:
    made = mapping(
        "`z` | → | `a` | phone number",
        "`z` | → | `b` | `p` = `q`",
        "`z` | → | `c` | the linked Customer",
        "`z` | → | `d` | cents to amount in `z`",
        "`z` | → | `e` | date in UTC",
        "`z[]` | → | `f[]` | paired by `k`",
        "`z[]` | → | `g[]` | the linked Customer, each",
    )
    assert not any(isinstance(value, Unfit | Waiting) for value in made.read(Side.RIGHT, body, NO_LINKS).values())


def test_all_countries_come_back_by_name_and_code() -> None:
    for code in filter(country_name, map("".join, product(ascii_uppercase, repeat=2))):
        name = country_name(code)
        assert name is not None
        assert (country_code(name), country_code(code)) == (code, code)


def test_numbers_keep_every_digit() -> None:
    made = mapping("`x` | ↔ | `y`")
    assert made.read(Side.LEFT, {"x": 0.1}, NO_LINKS) == {"x ↔ y": Decimal("0.1")}
