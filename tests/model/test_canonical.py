"""Every canonical value reads back from its stored text as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.model.canonical import dumps, loads
from interlock.model.value import ABSENT

offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
scalars = st.one_of(
    st.none(),
    st.just(ABSENT),
    st.booleans(),
    st.integers(),
    st.integers(-(10**6000), 10**6000),
    st.decimals(allow_nan=False),
    st.text(),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.datetimes(timezones=offsets),
)
canonicals = st.recursive(
    scalars,
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def exactly(value: Any) -> Any:
    """The value with the type of each part, so that `True`, `1` and `1.0` are three things."""
    if isinstance(value, tuple):
        return ("tuple", [exactly(part) for part in value])
    if isinstance(value, dict):
        return ("mapping", {key: exactly(part) for key, part in value.items()})
    if isinstance(value, Decimal):
        return ("Decimal", value.as_tuple())
    return (type(value), value)


@given(canonicals)
def test_what_was_stored_reads_back_exactly(value: Any) -> None:
    assert exactly(loads(dumps(value))) == exactly(value)


@given(canonicals)
def test_the_text_is_one_line_of_ascii(value: Any) -> None:
    text = dumps(value)
    assert text.isascii()
    assert "\n" not in text


@given(st.dictionaries(st.text(), scalars, min_size=2))
def test_the_order_of_keys_does_not_show(value: dict[str, Any]) -> None:
    assert dumps(dict(reversed(value.items()))) == dumps(value)


def test_the_form_on_disk() -> None:
    value = {
        "absent": ABSENT,
        "null": None,
        "yes": True,
        "count": 3,
        "huge": 2**64,
        "amount": Decimal("1.50"),
        "day": date(2026, 11, 21),
        "moment": datetime(2026, 11, 21, 1, 30, tzinfo=timezone(timedelta(hours=1))),
        "parts": ("a", ()),
    }
    assert dumps(value) == (
        '{"absent":["absent"],"amount":["n","1.50"],"count":3,"day":["d","2026-11-21"],'
        '"huge":["i","0x10000000000000000"],"moment":["m","2026-11-21T00:30:00+00:00"],'
        '"null":null,"parts":["t","a",["t"]],"yes":true}'
    )


@pytest.mark.parametrize("value", [1.5, datetime(2026, 1, 1), b"x", {1: "a"}, [1]])  # noqa: DTZ001 - what is refused
def test_what_is_not_canonical_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="not"):
        dumps(value)


@pytest.mark.parametrize(
    "text", ["", "[", "[]", '["x","y"]', '["n","one"]', '["d","2026-13-01"]', "[1]", "1.5", '["n"]']
)
def test_a_damaged_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        loads(text)


def test_a_value_nested_too_deep_is_refused_both_ways() -> None:
    deep: Any = ()
    for _ in range(50_000):
        deep = (deep,)
    with pytest.raises(ValueError, match="too deep"):
        dumps(deep)
    with pytest.raises(ValueError, match="too deep"):
        loads('["t",' * 50_000 + "null" + "]" * 50_000)
