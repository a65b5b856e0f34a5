"""Every rule does with its declared samples what it says, and keeps the laws of going there and back."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest
from tests.mapping.helpers import NO_LINKS, RATES, mapping, table

from interlock.mapping import Rule, Sample, Unfit, agree, parse_rule, rules
from interlock.mapping.rule import Takes
from interlock.model.document import LookUp
from interlock.model.value import ABSENT, Body, Canonical, Side

SIZES: LookUp = table("Sizes", ("`S`", "`small`"), ("`L`", "`large`"))


def turns(rule: Rule, sample: Sample) -> bool:
    use = parse_rule(sample.text)
    return use is not None and rule.has_inverse(use.args)


CASES = [
    pytest.param(rule, sample, id=f"{name}-{i}")
    for name, rule in rules().items.items()
    for i, sample in enumerate(rule.samples)
]
THERE_AND_BACK = [
    pytest.param(rule, sample, id=f"{name}-{i}")
    for name, rule in rules().items.items()
    for i, sample in enumerate(rule.samples)
    if sample.fits and turns(rule, sample)
]
LISTS_AND_LINKS = {"linked", "each_linked", "each_linked_as_a_set", "paired_by"}


def rows(rule: Rule, sample: Sample, *, direction: str) -> list[str]:
    """The sample's row from `a` to `b`, and rows for the fields that it names."""
    source = {Takes.NONE: "", Takes.ONE: "`a`", Takes.MANY: "`a0`, `a1`"}[rule.takes]
    target = "`b`" if rule.gives is Takes.ONE else "`b0`, `b1`"
    return [
        f"{source} | {direction} | {target} | {sample.text}",
        *(f"`{name}` | ↔ | `{name}`" for name in sample.needs),
    ]


def source_body(rule: Rule, sample: Sample) -> Body:
    needs: Body = {name: value for name, value in sample.needs.items() if isinstance(value, str | None)}
    if rule.takes is Takes.NONE:
        return needs
    if rule.takes is Takes.MANY:
        assert isinstance(sample.source, list)
        return {"a0": sample.source[0], "a1": sample.source[1], **needs}
    return {"a": sample.source, **needs}


@pytest.mark.parametrize(("rule", "sample"), CASES)
def test_the_sample_comes_out_as_declared(rule: Rule, sample: Sample) -> None:
    made = mapping(*rows(rule, sample, direction="→"), tables=(SIZES, RATES))
    pair = made.pairs[0]
    body = source_body(rule, sample)
    before = copy.deepcopy(body)
    shown = made.read(Side.LEFT, body, NO_LINKS)
    assert body == before
    if not sample.fits:
        assert isinstance(shown[pair.name], Unfit)
        return
    values: dict[str, Canonical] = {}
    for key, value in shown.items():
        assert not isinstance(value, Unfit)
        values[key] = value  # type: ignore[assignment]
    written = made.write(Side.RIGHT, values, {"kept": 1}, NO_LINKS)
    assert isinstance(written, dict)
    shown_there = written.get("b") if rule.gives is Takes.ONE else [written.get("b0"), written.get("b1")]
    assert (shown_there, written["kept"]) == (sample.target, 1)
    again = made.read(Side.RIGHT, written, NO_LINKS)
    shows_nothing = again[pair.name] is ABSENT and rules()["only_when_empty"] is rule
    assert shows_nothing or agree(again[pair.name], values[pair.name])  # type: ignore[arg-type]


@pytest.mark.parametrize(("rule", "sample"), THERE_AND_BACK)
def test_the_sample_comes_back(rule: Rule, sample: Sample) -> None:
    made = mapping(*rows(rule, sample, direction="↔"), tables=(SIZES, RATES))
    pair = made.pairs[0]
    body = source_body(rule, sample)
    shown = made.read(Side.LEFT, body, NO_LINKS)
    other = made.write(Side.RIGHT, shown, {}, NO_LINKS)
    assert isinstance(other, dict)
    back = made.read(Side.RIGHT, other, NO_LINKS)
    assert agree(back[pair.name], shown[pair.name])  # type: ignore[arg-type]
    assert made.write(Side.LEFT, back, body, NO_LINKS) == body  # the source's own spelling is left alone
    fresh = made.write(Side.LEFT, back, {}, NO_LINKS)
    assert isinstance(fresh, dict)
    assert agree(made.read(Side.LEFT, fresh, NO_LINKS)[pair.name], back[pair.name])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(set(rules().items) - LISTS_AND_LINKS))
def test_a_rule_has_samples_of_its_own_words_with_the_edges_first(name: str) -> None:
    samples = rules()[name].samples
    assert len(samples) >= 3
    for sample in samples:
        use = parse_rule(sample.text)
        assert use is not None
        assert use.rule == name


@pytest.mark.parametrize("name", sorted(rules().items))
def test_the_page_of_a_rule_has_its_parts(name: str) -> None:
    page = rules().docs[name]
    for part in ("\nExample: ", "\nLoses: ", "\nInverse: "):
        assert part in page
    assert ("Inverse: none" in page) is not rules()[name].inverse


def test_amounts_are_exact() -> None:
    made = mapping("`a` | ↔ | `b` | cents to amount in `c`", "`c` | ↔ | `c`")
    shown = made.read(Side.LEFT, {"a": 110, "c": "EUR"}, NO_LINKS)
    assert shown["a ↔ b"] == Decimal("1.10")
    assert str(shown["a ↔ b"]) == "1.10"
