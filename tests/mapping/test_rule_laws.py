"""Every rule of the catalogue keeps the laws of going there and back, for values of its own domain and for any others.

A rule that is added is held to them without a word here; one whose domain is of a new kind needs a strategy for it.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.mapping.helpers import NO_LINKS, RATES, UNKNOWN, compiled, table

from interlock.mapping import Compiled, RecordMapping, Rule, Sample, Unfit, Waiting, agree, parse_rule, rules
from interlock.mapping.domains import LEAST
from interlock.mapping.rule import Takes
from interlock.model.canonical import dumps
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, FieldType, RecordProfile
from interlock.model.value import ABSENT, JSON, Body, Side

SIZES = table("Sizes", ("`S`", "`small`"), ("`M`", "`large`"), ("`L`", "`large`"))
# The ids of items and the elements of lists have laws of their own (test_laws).
OF_ITEMS = {"linked", "each_linked", "each_linked_as_a_set", "paired_by"}
# What is there already stays, so that a second value is never shown.
KEEPS_ITS_OWN = {"only_when_empty"}

texts = st.text(max_size=24)
scalars: st.SearchStrategy[JSON] = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), texts
)
anything: st.SearchStrategy[JSON] = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=5
)
numbers: st.SearchStrategy[JSON] = (
    st.integers(-(10**9), 10**9)
    | st.decimals(-(10**7), 10**7, places=3).map(float)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(-(10**6), 10**6, places=2).map(str)
)
moments = st.datetimes().map(lambda moment: moment.isoformat() + "Z") | st.datetimes().map(str)
names = st.sampled_from(["a", "name", "size", "color"])
words = st.lists(st.sampled_from(["Mia", "van", "de", "Berg,", "O'Neil", " ", "la"]), max_size=5).map(" ".join)
entries = st.lists(
    st.dictionaries(st.sampled_from(["name", "value", "n", "price", "quantity", "sku", "kind", "id"]), scalars),
    max_size=4,
)
STRATEGIES: dict[str, st.SearchStrategy[Any]] = {
    "text": texts | st.text(" a,;-/.0'<>&B", max_size=12),
    "name": words,
    "number": numbers,
    "whole": st.integers(-(2**63), 2**63 - 1),
    "moment": moments | st.datetimes().map(lambda at: at.strftime("%d.%m.%Y %H:%M")),
    "day": st.dates().map(str) | st.dates().map(lambda day: day.strftime("%d.%m.%Y")),
    "unix": st.integers(-(10**11), 10**13) | st.decimals(-(10**9), 10**9, places=4).map(float),
    "truth": st.sampled_from(["Y", "n", "ja", "NEIN", True, False, 1, 0, "1", "off", ""]),
    "scalar": scalars,
    "texts": st.lists(scalars | texts, max_size=4),
    "numbers": st.lists(numbers | st.none(), max_size=4),
    "fields": st.lists(scalars | words, min_size=2, max_size=2),
    "number fields": st.lists(numbers | st.none(), min_size=2, max_size=2),
    "entries": entries,
    "object": st.dictionaries(texts, scalars, max_size=4),
    "country": texts,
    "phone": st.from_regex(r"\+?[0-9 ()-]{3,16}", fullmatch=True),
    "email": st.from_regex(r" ?[A-Za-zÄß.+]{1,8}@[A-Za-z-]{1,8}\.EXAMPLE", fullmatch=True),
    "language": texts,
    "currency": texts,
    "state": texts,
    "json": anything,
    "key": texts,
    "nothing": st.none(),
}


@dataclass(frozen=True)
class Use:
    """One way to write a rule in a cell, with the samples that the rule declares of it."""

    rule: Rule
    text: str
    samples: tuple[Sample, ...]

    def made(self, arrow: str, left: RecordProfile, right: RecordProfile) -> Compiled:
        source = {Takes.NONE: "", Takes.ONE: "`a0`", Takes.MANY: "`a0`, `a1`"}[self.rule.takes]
        target = "`b0`" if self.rule.gives is Takes.ONE else "`b0`, `b1`"
        needs = sorted({name for sample in self.samples for name in sample.needs})
        rows = [f"{source} | {arrow} | {target} | {self.text}", *(f"`{name}` | ↔ | `{name}`" for name in needs)]
        return compiled(*rows, left=left, right=right, tables=(SIZES, RATES))

    @property
    def two_way(self) -> bool:
        use = parse_rule(self.text)
        return use is not None and self.rule.has_inverse(use.args)

    def source(self, draw: st.DataObject) -> Body:
        sample = self.samples[draw.draw(st.integers(0, len(self.samples) - 1))]
        body: Body = {name: cast("JSON", value) for name, value in sample.needs.items()}
        domain = self.rule.domain
        assert domain is not None
        declared = st.just(sample.source) | st.sampled_from(domain.values)
        usual = STRATEGIES[domain.kind]
        value = draw.draw(st.one_of(declared, declared, usual, usual, anything), "source")
        if self.rule.takes is Takes.NONE:
            return body
        values = (
            value if self.rule.takes is Takes.MANY and isinstance(value, list) and len(value) == 2 else [value, None]
        )
        for name, one in zip(("a0", "a1"), values, strict=True):
            if draw.draw(st.booleans()) or one is not None:
                body[name] = one
        return body

    def target(self, draw: st.DataObject) -> Body:
        sample = self.samples[draw.draw(st.integers(0, len(self.samples) - 1))]
        body: Body = {name: cast("JSON", value) for name, value in sample.needs.items()}
        value = draw.draw(st.just(sample.target) | scalars | anything, "target")
        several = self.rule.gives is Takes.MANY
        values = value if several and isinstance(value, list) and len(value) == 2 else [value, value]
        return {**body, "b0": values[0], **({"b1": values[1]} if several else {}), "other": 1}


def _uses(rule: Rule) -> list[Use]:
    by_text: dict[str, list[Sample]] = {}
    for sample in rule.samples:
        text = re.sub(r"(?<![\w\"$])[ab](?!\w)", r"\g<0>0", sample.text) if "{back}" in rule.shapes[0] else sample.text
        by_text.setdefault(text, []).append(sample)
    return [Use(rule, text, tuple(samples)) for text, samples in by_text.items()]


def is_unfit(value: object) -> bool:
    return isinstance(value, Unfit | Waiting)


def settle(made: RecordMapping, source: Side, body: Body, other: Body, *, keeps: bool) -> None:
    """Bring what the source shows over to the other side, and hold all laws on the way."""
    before = copy.deepcopy((body, other))
    shown = made.read(source, body, NO_LINKS)
    fits: dict[str, Any] = {name: value for name, value in shown.items() if not is_unfit(value)}
    own = made.write(source, fits, body, NO_LINKS)
    assert own == body, "what is shown already is not written"
    written = made.write(source.other, fits, other, NO_LINKS)
    assert (body, other) == before, "nothing that was given is changed"
    dumps(tuple(fits.values()))  # the ledger keeps what is shown
    if isinstance(written, Unfit | Waiting):
        assert written.message if isinstance(written, Unfit) else True
        return
    assert set(written) >= set(other), "no field goes away"
    again = made.read(source.other, written, NO_LINKS)
    told = {name: value for name, value in fits.items() if value is not ABSENT}
    for name, value in told.items():
        seen = again[name]
        assert agree(seen, value) or (keeps and seen is ABSENT), "what was put is what is got"  # type: ignore[arg-type]
    assert made.write(source.other, fits, written, NO_LINKS) == written, "to put it twice is to put it once"
    back = {name: again[name] for name in told}
    assert made.write(source, back, body, NO_LINKS) == body, "what comes back leaves the source's own spelling"


NAMES = sorted(set(rules().items) - OF_ITEMS)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_rule_keeps_the_laws(name: str, data: st.DataObject) -> None:
    uses = {use.text: use for use in _uses(rules()[name])}
    use = uses[data.draw(st.sampled_from(sorted(uses)), "use")]
    arrow = data.draw(st.sampled_from("↔↔→" if use.two_way else "→"), "arrow")
    here, there = use.source(data), use.target(data)
    ends = (UNKNOWN, UNKNOWN)
    if data.draw(st.booleans(), "typed"):
        ends = (_typed(data, use, here, use.rule.source_types), _typed(data, use, there, use.rule.target_types))
    built = use.made(arrow, *ends)
    assume(not built.findings)  # a default, say, that the field cannot hold
    made = built.mapping
    keeps = name in KEEPS_ITS_OWN
    settle(made, Side.LEFT, here, data.draw(st.sampled_from([{}, there]), "into"), keeps=keeps)
    if arrow == "↔":
        settle(made, Side.RIGHT, there, data.draw(st.sampled_from([{}, here]), "back into"), keeps=keeps)
        brought = made.write(Side.RIGHT, made.read(Side.LEFT, here, NO_LINKS), {}, NO_LINKS)
        assume(isinstance(brought, dict))
        settle(made, Side.RIGHT, cast("Body", brought), {}, keeps=keeps)


def _typed(data: st.DataObject, use: Use, body: Body, types: frozenset[FieldType]) -> RecordProfile:
    """A profile of what the body shows: each field of a type that the rule runs between, and that its value has."""
    prefix = "a" if any(name.startswith("a") for name in body) or "b0" not in body else "b"
    needs = sorted({name for sample in use.samples for name in sample.needs})
    fields = []
    for name in (f"{prefix}0", f"{prefix}1"):
        kinds = [kind for kind in sorted(types) if _is_of(kind, body.get(name))]
        fields.append(FieldProfile(Path.of(name), data.draw(st.sampled_from(kinds)) if kinds else FieldType.ANY))
    return RecordProfile("things", fields=(*fields, *(FieldProfile(Path.of(one), FieldType.ANY) for one in needs)))


def _is_of(kind: FieldType, value: JSON) -> bool:
    if value is None or kind is FieldType.ANY:
        return True
    if isinstance(value, bool):
        return kind is FieldType.BOOLEAN
    shown = {str: {FieldType.STRING}, int: {FieldType.INTEGER, FieldType.NUMBER}, float: {FieldType.NUMBER}}
    return kind in shown.get(type(value), {FieldType.ARRAY, FieldType.OBJECT, FieldType.MAP})


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_has_many_values_of_its_own_with_the_edges_first(name: str) -> None:
    domain = rules()[name].domain
    assert domain is not None
    assert domain.kind in STRATEGIES
    assert domain.words
    assert len(domain.values) >= LEAST


@pytest.mark.parametrize("name", NAMES)
def test_what_a_rule_loses_is_shown_by_a_value(name: str) -> None:
    rule = rules()[name]
    page = rules().docs[name].partition("\nLoses: ")[2].partition("\nInverse:")[0]
    assert rule.loses or page.startswith("nothing"), "a page that names a loss shows it by a value"
    for loss in rule.loses:
        use = Use(rule, loss.text, (Sample(loss.text, loss.source, loss.target, loss.needs),))
        body: Body = {name: cast("JSON", value) for name, value in loss.needs.items()}
        values = loss.source if rule.takes is Takes.MANY else [loss.source]
        body |= {f"a{i}": value for i, value in enumerate(cast("list[JSON]", values))}
        made = use.made("→", UNKNOWN, UNKNOWN).mapping
        written = made.write(Side.RIGHT, made.read(Side.LEFT, body, NO_LINKS), {}, NO_LINKS)
        assert isinstance(written, dict)
        there = [written.get("b0"), written.get("b1")] if rule.gives is Takes.MANY else written.get("b0")
        assert there == loss.target
        if use.two_way and ABSENT not in made.read(Side.LEFT, body, NO_LINKS).values():
            both = use.made("↔", UNKNOWN, UNKNOWN).mapping
            back = both.write(Side.LEFT, both.read(Side.RIGHT, written, NO_LINKS), {}, NO_LINKS)
            assert not isinstance(back, dict) or {**body, **back} != body, "what comes back is not what it was"
