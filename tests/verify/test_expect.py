"""The naive reading of each rule agrees with the samples that the rule itself declares."""

from __future__ import annotations

from typing import Any, cast

import pytest

from interlock.mapping import Sample, parse_rule, rules
from interlock.mapping.rule import Takes
from interlock.model.document import LookUp
from interlock.model.path import Path
from interlock.model.place import whole_file
from interlock.model.value import ABSENT, Side
from interlock.verify.expect import expectations
from interlock.verify.expect._base import Ask, Expectation, Raw, same

_SIZES = LookUp("Sizes", ("A", "B"), (("S", "small"), ("L", "large")), whole_file("t"))
# The naive reading knows each country by one name, and makes no items with others.
_OTHER_NAMES = {"uk", "CÔTE D’IVOIRE", "DEU", "United States of America", "gb"}
_RATES = LookUp(
    "Rates",
    ("Currency", "Rate", "From"),
    (("USD", "0.90", "2026-01-01"), ("`USD`", "0.925", "2026-02-01"), ("GBP", "1.15", "2026-01-01")),
    whole_file("t"),
)
_CASES = [
    pytest.param(name, sample, id=f"{name}-{i}")
    for name, rule in rules().items.items()
    for i, sample in enumerate(rule.samples)
    if sample.fits and not ("country" in name and sample.source in _OTHER_NAMES)
]


def _ask(sample: Sample) -> tuple[Expectation, Ask]:
    use = parse_rule(sample.text)
    assert use is not None
    rule = rules()[use.rule]
    several = isinstance(sample.source, list) and rule.takes is Takes.MANY
    values = tuple(sample.source) if several else (sample.source,)  # type: ignore[arg-type]
    ask = Ask(
        source=Side.LEFT,
        values=values,
        args=use.args,
        near=lambda name: cast("Raw", sample.needs.get(name, ABSENT)),
        counterpart=lambda _record, _side, item_id: item_id,
        tables=(_SIZES, _RATES),
        shown_by={Side.LEFT: (None,) * len(values), Side.RIGHT: (None,) * (1 if rule.gives is Takes.ONE else 2)},
        fields={Side.LEFT: tuple(Path.of(f"a{i}" if len(values) > 1 else "a") for i, _ in enumerate(values))},
    )
    return expectations()[use.rule], ask


@pytest.mark.parametrize(("name", "sample"), _CASES)
def test_expected_is_what_the_rule_declares(name: str, sample: Sample) -> None:
    expectation, ask = _ask(sample)
    expected = expectation.expected(ask)
    wanted, shown = (expected, sample.target) if isinstance(expected, tuple) else ((expected,), [sample.target])
    for one, other in zip(wanted, shown, strict=True):  # type: ignore[arg-type]
        assert expectation.same(ask, one, other), (name, sample.text, expected, sample.target)


@pytest.mark.parametrize(("_name", "sample"), _CASES)
def test_another_value_is_seen(_name: str, sample: Sample) -> None:
    expectation, ask = _ask(sample)
    expected = expectation.expected(ask)
    first = expected[0] if isinstance(expected, tuple) else expected
    assert not expectation.same(ask, first, "something else altogether")


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
