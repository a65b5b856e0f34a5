"""The naive reading of each rule agrees with the samples that the rule itself declares."""

from __future__ import annotations

from typing import Any, cast

import pytest

from interlock.mapping import Sample, parse_rule, rules
from interlock.model.document import LookUp
from interlock.model.place import whole_file
from interlock.model.value import ABSENT, Side
from interlock.verify.expect import expectations
from interlock.verify.expect._base import Ask, Expectation, Raw, same

_SIZES = LookUp("Sizes", ("A", "B"), (("S", "small"), ("L", "large")), whole_file("t"))
# The naive reading knows each country by one name, and makes no items with others.
_OTHER_NAMES = {"uk", "CÔTE D’IVOIRE", "DEU", "United States of America", "gb"}
_CASES = [
    pytest.param(name, sample, id=f"{name}-{i}")
    for name, rule in rules().items.items()
    for i, sample in enumerate(rule.samples)
    if sample.fits and not ("country" in name and sample.source in _OTHER_NAMES)
]


def _ask(sample: Sample) -> tuple[Expectation, Ask]:
    use = parse_rule(sample.text)
    assert use is not None
    values = tuple(sample.source) if isinstance(sample.source, list) and use.rule == "join" else (sample.source,)
    ask = Ask(
        source=Side.LEFT,
        values=values,
        args=use.args,
        near=lambda name: cast("Raw", sample.needs.get(name, ABSENT)),
        counterpart=lambda _record, _side, item_id: item_id,
        tables=(_SIZES,),
        shown_by={Side.LEFT: (None,), Side.RIGHT: (None,)},
    )
    return expectations()[use.rule], ask


@pytest.mark.parametrize(("name", "sample"), _CASES)
def test_expected_is_what_the_rule_declares(name: str, sample: Sample) -> None:
    expectation, ask = _ask(sample)
    expected = expectation.expected(ask)
    assert expectation.same(ask, expected, sample.target), (name, sample.text, expected, sample.target)


@pytest.mark.parametrize(("_name", "sample"), _CASES)
def test_another_value_is_seen(_name: str, sample: Sample) -> None:
    expectation, ask = _ask(sample)
    assert not expectation.same(ask, expectation.expected(ask), "something else altogether")


@pytest.mark.parametrize(
    ("expected", "actual", "agree"),
    [
        (1, 1.0, True),
        ("12", 12, True),
        (12, "12.00", True),
        (1, True, False),
        (None, "", True),
        ("", None, True),
        (0, None, False),
        ("a", "A", False),
        ("2026-11-20T10:00:00Z", "2026-11-20T11:00:00+01:00", True),
        ("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z", False),
        ([1, 2], [2, 1], False),
    ],
)
def test_same(expected: object, actual: Any, agree: bool) -> None:
    assert same(expected, actual) is agree
