"""The mappings of the examples and the templates keep the laws for items that their descriptions allow."""

from __future__ import annotations

from functools import cache
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.mapping.helpers import UNKNOWN, KnownLinks
from tests.mapping.test_rule_laws import STRATEGIES, is_unfit
from tests.verify.many_rules.shops import OFFICE, SHOP

from interlock.document import read
from interlock.mapping import PairMapping, RecordMapping, Unfit, Waiting, agree, compile_record, parse_rule, rules
from interlock.model.accepting import value_problem
from interlock.model.path import Path, put
from interlock.model.profile import FieldProfile, FieldType, RecordProfile
from interlock.model.value import ABSENT, Body, Side
from interlock.systems import learn

ROOT = File(__file__).parents[2]
DOCUMENTS = sorted(
    [
        *(ROOT / "examples").glob("*/*.interlock.md"),
        *(ROOT / "src/interlock/journeys/templates").glob("*.md"),
        *(ROOT / "tests/verify/many_rules").glob("*.interlock.md"),
    ]
)
MADE = {"shop.json": SHOP, "office.json": OFFICE}
IDS = ("1", "2", "3")


class Links(KnownLinks):
    """Every item has a counterpart of the same id."""

    def link_of(self, record: str, side: Side, item_id: str) -> str | None:  # noqa: ARG002 - the port's signature
        return item_id

    def id_in(self, record: str, side: Side, link: str) -> str | None:  # noqa: ARG002 - the port's signature
        return link


@cache
def compiled_of(path: File) -> dict[str, tuple[RecordMapping, dict[Side, RecordProfile]]]:
    document = read(path.read_text(encoding="utf-8"), path.name).document
    learned = {}
    for row in document.systems:
        name = File(row.description).name
        there = path.parent / "systems" / name
        raw = MADE.get(name) or (there.read_bytes() if name and there.exists() else b"")
        learned[row.side] = learn(row.name, raw, file=name).profile if raw else None
    found = {}
    for record in document.records:
        sides = {
            side: (p.record(record.resource(side)) if (p := learned.get(side)) else None) or UNKNOWN for side in Side
        }
        made = compile_record(record, sides[Side.LEFT], sides[Side.RIGHT], document.tables, path.name)
        found[record.name] = (made.mapping, sides)
    return found


def _mappings() -> list[Any]:
    return [
        pytest.param(path, name, id=f"{path.parent.name}-{path.stem}-{name}")
        for path in DOCUMENTS
        for name, (mapping, _) in compiled_of(path).items()
        if mapping.pairs
    ]


def _values(pair: PairMapping, side: Side, field: FieldProfile | None) -> st.SearchStrategy[Any]:
    if field is not None and field.enum:
        return st.sampled_from(field.enum)
    if pair.refers_to is not None:
        return st.sampled_from(IDS)
    use = parse_rule(pair.row.rule.text)
    assert use is not None
    domain = rules()[use.rule].domain
    samples = [one.source if side is Side.LEFT else one.target for one in rules()[use.rule].samples if one.fits]
    usual = st.sampled_from([one for one in samples if not isinstance(one, list)] or [None])
    kind = field.type if field is not None else FieldType.ANY
    typed = {
        FieldType.STRING: st.text(max_size=12),
        FieldType.INTEGER: st.integers(-(10**6), 10**6),
        FieldType.NUMBER: st.decimals(-(10**4), 10**4, places=2).map(float),
        FieldType.BOOLEAN: st.booleans(),
    }.get(kind)
    made = STRATEGIES[domain.kind] if domain is not None else st.none()
    values = st.one_of(usual, typed) if typed is not None else st.one_of(usual, made)
    # Of what a field cannot show, nothing is promised.
    if field is None:
        return values
    known = field

    def may_stand(value: Any) -> bool:
        return value is None or value_problem(known, value) is None

    return values.filter(may_stand)


def body_of(data: st.DataObject, pairs: tuple[PairMapping, ...], side: Side, profile: RecordProfile, at: Path) -> Body:
    """An item, or an element of a list, with values in the fields that are mapped; some are null, some not there."""
    body: Body = {}
    for pair in pairs:
        for path in pair.fields(side):
            inside = path.below(at)
            if pair.parts:
                below = Path((*path.parts[:-1], path.parts[-1].removesuffix("[]") + "[]"))
                count = data.draw(st.integers(0, 2))
                made = [body_of(data, pair.parts, side, profile, below) for _ in range(count)]
                body = put(body, inside, made)  # type: ignore[arg-type]  # a list of objects
            elif not any(part.endswith("[]") for part in inside.parts) and data.draw(st.integers(0, 6)):
                value = data.draw(st.none() | _values(pair, side, profile.field(path)), str(path))
                body = put(body, inside, value)
    return body


@pytest.mark.parametrize(("path", "name"), _mappings())
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_mapping_keeps_the_laws(path: File, name: str, data: st.DataObject) -> None:
    made, profiles = compiled_of(path)[name]
    bodies = {side: body_of(data, made.pairs, side, profiles[side], Path(())) for side in Side}
    for source in Side:
        shown = made.read(source, bodies[source], Links())
        fits: dict[str, Any] = {key: value for key, value in shown.items() if not is_unfit(value)}
        assert made.write(source, fits, bodies[source], Links()) == bodies[source]
        flowing = {pair.name for pair in made.pairs if source.other in pair.writers}
        for other in ({}, bodies[source.other]):
            written = made.write(source.other, fits, other, Links())
            if isinstance(written, Unfit | Waiting):
                continue
            again = made.read(source.other, written, Links())
            for key in flowing & fits.keys():
                assert fits[key] is ABSENT or agree(again[key], fits[key]), key  # type: ignore[arg-type]
            assert made.write(source.other, fits, written, Links()) == written
