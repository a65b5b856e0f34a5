"""What is made of source does what the definition does, and takes nothing from a document but constants."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.mapping.helpers import (
    FILE,
    NOWHERE,
    RATES,
    UNKNOWN,
    KnownLinks,
    compiled,
    mapping,
    profile,
    record_row,
    stated,
    table,
)

from interlock.mapping import RecordMapping, Unfit, Waiting, compile_record, parse_rule, rules
from interlock.mapping.rule import Call, Conversion, Takes, itself
from interlock.mapping.source import made_reader, made_writer, source_of_reader, source_of_writer
from interlock.mapping.source.text import Text
from interlock.model.decisions import Direction
from interlock.model.document import FieldRow
from interlock.model.path import Path
from interlock.model.profile import FieldType, RecordProfile
from interlock.model.value import JSON, Body, Side

TABLES = (table("Sizes", ("`S`", "`small`"), ("`M`", "`large`"), ("`L`", "`large`")), RATES)
LINKS = KnownLinks({("Vendor", "one"): ("1", "11"), ("Vendor", "two"): ("2", "12"), ("Vendor", "3"): (None, "13")})
IDS: list[JSON] = ["1", 2, "11", 12, "?", "", True]
LISTS: tuple[JSON, ...] = ([], ["1", 2], [2, "1", "2"], ["12", 11, None], ["1", "?"], ["12"], [True], "1")


@dataclass(frozen=True)
class Words:
    """What stands in a rule cell, with values that such a field may have."""

    text: str
    source: tuple[JSON, ...]
    target: tuple[JSON, ...]
    fields: int = 1
    filled: int = 1
    needs: Mapping[str, tuple[JSON, ...]] = field(default_factory=dict)


def _known_words() -> list[Words]:
    found = [Words("the linked Vendor", tuple(IDS), tuple(IDS))]
    found += [Words(f"the linked Vendor, each{more}", LISTS, LISTS) for more in ("", ", as a set")]
    for name, rule in rules().items.items():
        if name.startswith("by_expression"):
            continue  # their words name the fields of their own samples
        for text in dict.fromkeys(sample.text for sample in rule.samples):
            samples = [sample for sample in rule.samples if sample.text == text]
            sources = tuple(sample.source for sample in samples)
            count = {"no field": 0, "one field": 1, "one field or several": 2}[rule.takes.value]
            if count == 2:
                sources = tuple(part for values in sources if isinstance(values, list) for part in values)
            targets = tuple(sample.target for sample in samples)
            filled = 1 if rule.gives is Takes.ONE else 2
            if filled == 2:
                targets = tuple(part for values in targets if isinstance(values, list) for part in values)
            names = {name for sample in samples for name in sample.needs}
            needs = {name: tuple(cast("JSON", sample.needs.get(name)) for sample in samples) for name in names}
            found.append(Words(text, sources, targets, count, filled, needs))
    return found


WORDS = _known_words()
TEXTS = ["", " a", "DE", "EUR", "Germany", "2026-11-20T23:00:00Z", "12.50", "\u2028'\"\\\n{x}"]
STRANGE: st.SearchStrategy[JSON] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**70) | st.floats(allow_nan=False) | st.sampled_from(TEXTS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "k"]), inner, max_size=2),
    max_leaves=3,
)
KINDS = [FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER, FieldType.BOOLEAN, FieldType.ANY]


def _put(body: Body, path: str, value: JSON) -> None:
    *way, last = path.split(".")
    for key in way:
        inside = body.setdefault(key, {})
        if not isinstance(inside, dict):
            return
        body = inside
    body[last] = value


@dataclass
class Drawn:
    """A mapping with bodies of both sides, drawn."""

    data: st.DataObject

    def body(self, fields: Mapping[str, tuple[JSON, ...]]) -> Body:
        body: Body = {"own": 1}
        for path, values in fields.items():
            usual = st.sampled_from([*values, *values, *values, None]) if values else st.none()
            if not self.data.draw(st.sampled_from([False] * 7 + [True])):
                _put(body, path, self.data.draw(usual if self.data.draw(st.integers(0, 5)) else STRANGE))
        return body

    def rows(self, count: int, *, of: str = "", to: str = "") -> tuple[list[str], list[dict[str, tuple[JSON, ...]]]]:
        """Rows, and what each field of both sides may show; `of` and `to` are the lists they stand below."""
        rows: list[str] = []
        left: dict[str, tuple[JSON, ...]] = {}
        right: dict[str, tuple[JSON, ...]] = {}
        way = self.data.draw(st.sampled_from("→←↔")) if not of else ""
        for i in range(count):
            words = self.data.draw(st.sampled_from(WORDS))
            deep = self.data.draw(st.sampled_from(["", "", "in.", "in.to."]))
            sources = [f"{deep}{'xyz'[j]}{i}" for j in range(words.fields)]
            at = self.data.draw(st.sampled_from(["", "", "at."]))
            targets = [f"{at}{'tu'[j]}{i}" for j in range(words.filled)]
            there = ", ".join(f"`{to}{name}`" for name in targets)
            arrow = way or ("→" if self.data.draw(st.booleans()) else "↔")
            here = ", ".join(f"`{of}{name}`" for name in sources)
            both = (
                (here, there)
                if arrow != "←"
                else (there.replace(to, of) if of else there, here.replace(of, to) if of else here)
            )
            rows.append(f"{both[0]} | {arrow} | {both[1]} | {words.text}")
            mine, theirs = (left, right) if arrow != "←" else (right, left)
            mine.update(dict.fromkeys(sources, words.source))
            mine.update(words.needs)
            theirs.update(dict.fromkeys(targets, words.target))
        return rows, [left, right]

    def mapping(self) -> tuple[RecordMapping, Body, Body]:
        rows, sides = self.rows(self.data.draw(st.integers(1, 4)))
        sides[0] |= {"currency": ("EUR", "JPY", "?"), "country": ("DE", "Germany", "?")}
        sides[1] |= {"currency": ("EUR", "JPY", "?"), "country": ("DE", "?")}
        rows += ["`currency` | ↔ | `currency`"] if self.data.draw(st.booleans()) else []
        rows += ["`country` | ↔ | `country` | country name to ISO code"] if self.data.draw(st.booleans()) else []
        profiles = [RecordProfile("things")] * 2
        if self.data.draw(st.booleans()):
            kinds = st.sampled_from(KINDS)
            profiles = [profile(**{p.replace(".", "__"): self.data.draw(kinds) for p in side}) for side in sides]
        left, right = self.body(sides[0]), self.body(sides[1])
        if self.data.draw(st.booleans()) and not profiles[0].fields:
            ways = ["", "paired by `k` = `c`", "paired by `k` = `c`, where `k` is not 1"]
            by = self.data.draw(st.sampled_from(ways))
            below, (mine, theirs) = self.rows(self.data.draw(st.integers(1, 2)), of="some[].", to="many.more[].")
            rows += ["`some[]` | → | `many.more[]` | " + by, *(row.replace("↔", "→") for row in below)]
            mine["k"], theirs["c"] = ("a", "b", 1, 1.0, "1"), ("a", "b", 1, "1")
            left["some"] = [self.body(mine) for _ in range(self.data.draw(st.integers(0, 2)))]
            _put(right, "many.more", [self.body(theirs) for _ in range(self.data.draw(st.integers(0, 2)))])
        return compiled(*rows, left=profiles[0], right=profiles[1], tables=TABLES).mapping, left, right


def _fits(values: Mapping[str, Any]) -> bool:
    return not any(isinstance(value, Unfit | Waiting) for value in values.values())


def same_as_definition(made: RecordMapping, bodies: Mapping[Side, Body], links: KnownLinks = LINKS) -> None:
    """Both sides are read and written, into nothing and into what is there, as the definition says."""
    write = {side: made_writer(made.write_order, side) for side in Side}
    for side, body in bodies.items():
        shown = made.read_by_definition(side, body, links)
        assert repr(made.read(side, body, links)) == repr(shown)
        if _fits(shown):  # then there was no need to ask the definition
            assert repr(made_reader(made.pairs, side)(body, links)) == repr(shown)
        for values in (shown, {name: value for name, value in shown.items() if _fits({"": value})}, {}):
            strange: Body = {"in": 5, "at": [], "many": {"more": None, "own": 2}}
            for old in ({}, bodies[side.other], strange):
                before = repr(old)
                written = made.write_by_definition(side.other, values, old, links)
                assert repr(made.write(side.other, values, old, links)) == repr(written)
                assert repr(old) == before
                if isinstance(written, dict):
                    assert write[side.other](values, old, links) == written  # type: ignore[arg-type]


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_drawn_mappings_do_with_drawn_items_what_the_definition_does(data: st.DataObject) -> None:
    made, left, right = Drawn(data).mapping()
    same_as_definition(made, {Side.LEFT: left, Side.RIGHT: right})


HOSTILE = [
    "'",
    '"',
    "\\",
    "\\'",
    "'''",
    '"""',
    "\n",
    "\r\n",
    "\x00",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0c",
    "{}",
    "{0}",
    "{x!r}",
    "%s",
    "#",
    "# -*- coding: utf-7 -*-",
    ");import os;os.system('id')#",
    "'); raise SystemExit; ('",
    "']; exit(); b['",
    "__class__",
    "__builtins__",
    "__import__",
    "__proto__",
    "k1",
    "links",
    "new",
    "None",
    "lambda",
    "\ud800",
    "\N{LATIN SMALL LIGATURE FI}",
    "\u202e",
    "\U000e0041",
    "x" * 100_000,
    " ",
]


def _cells(left: tuple[str, ...], right: tuple[str, ...], rule: str = "", arrow: str = "↔") -> FieldRow:
    here, there = (stated("x", (Path(parts),)) for parts in (left, right))
    return FieldRow(here, there, stated(arrow, Direction(arrow)), stated(rule), stated(""), "", NOWHERE)


def _named(name: str) -> tuple[RecordMapping, dict[Side, Body], KnownLinks]:
    """A mapping whose fields, record and constants have this name, with bodies that fit it."""
    rows = (
        _cells((name,), ("same",)),
        _cells(("in", name), (f"{name}2", "to"), "upper case"),
        _cells((f"{name}3",), ("ref",), f"the linked {name}"),
        _cells((f"{name}4",), ("found",), f"`{name}` = `one`, `two` = `{name}2`"),
        _cells((f"{name}5[]",), ("many[]",)),
        _cells((f"{name}5[]", name), ("many[]", f"{name}6"), "cents to amount in `currency`"),
        _cells(("currency",), ("currency",)),
    )
    made = compile_record(replace(record_row([]), fields=rows), UNKNOWN, UNKNOWN, (), FILE).mapping
    left: Body = {name: "a", "in": {name: "b"}, f"{name}3": "7", f"{name}4": name, "currency": "EUR"}
    left[f"{name}5"] = [{name: 1250}, {name: None}, {}]
    links = KnownLinks({(pair.refers_to, "one"): ("7", "70") for pair in made.pairs if pair.refers_to})
    right = made.write(Side.RIGHT, made.read(Side.LEFT, left, links), {}, links)
    assert isinstance(right, dict)
    return made, {Side.LEFT: left, Side.RIGHT: right}, links


_METHODS = {"adjusted", "append", "get", "id_in", "is_integer", "link_of", "same_quantum", "values"}
_OWN_NAMES = re.compile(
    r"[a-z]+\d+|f|t|(read_list|make_list)\d+|body|each|element|found|item|links|made|new|read|same|shown|values|write"
)


def only_constants(text: Text, given: frozenset[str]) -> None:
    """Whatever the names were, the source has only what is written here, and texts that were given."""
    for node in ast.walk(ast.parse("\n".join(text.lines))):
        match node:
            case ast.Attribute():
                assert node.attr in _METHODS
            case ast.Name():
                assert node.id in text.names or _OWN_NAMES.fullmatch(node.id)
            case ast.Constant(value=str()):
                assert node.value in given
            case ast.Import() | ast.ImportFrom() | ast.Global() | ast.Delete() | ast.ClassDef() | ast.Lambda():
                pytest.fail(f"{node} is never written")


def harmless(name: str) -> None:
    """A mapping with such names does what its definition says, and nothing of it becomes code."""
    made, bodies, links = _named(name)
    same_as_definition(made, bodies, links)
    given = {name, *(f"{name}{i}" for i in range(2, 7)), name.removesuffix("[]")}
    given |= {"9", "E", "same", "in", "to", "ref", "found", "many", "currency", "", *(pair.name for pair in made.pairs)}
    given |= {part.name for pair in made.pairs for part in pair.parts} | {pair.refers_to or "" for pair in made.pairs}
    for side in Side:
        for text in (source_of_reader(made.pairs, side), source_of_writer(made.write_order, side)):
            only_constants(text, frozenset(given))
            assert text.names["__builtins__"] == {}


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_becomes_code(name: str) -> None:
    harmless(name)


@settings(max_examples=25)
@given(st.text(min_size=1).filter(lambda name: not name.endswith("[]")))
def test_no_drawn_name_becomes_code(name: str) -> None:
    harmless(name)


def test_nothing_of_python_is_at_hand() -> None:
    made, bodies, links = _named("a")
    read = made_reader(made.pairs, Side.LEFT)
    assert read.__globals__["__builtins__"] == {}
    assert read(bodies[Side.LEFT], links)


def test_lists_in_lists_as_deep_as_a_path_may_go() -> None:
    """Python nests no more than 20 loops in a function."""
    levels = 25
    rows = [(tuple(f"{c}{i}[]" for i in range(depth)),) for depth in range(1, levels) for c in "a"]
    table_rows = [_cells(parts, tuple(p.replace("a", "b") for p in parts)) for (parts,) in rows]
    inner = tuple(f"a{i}[]" for i in range(levels - 1))
    table_rows.append(_cells((*inner, "x"), (*(p.replace("a", "b") for p in inner), "y")))
    made = compile_record(replace(record_row([]), fields=tuple(table_rows)), UNKNOWN, UNKNOWN, (), FILE)
    assert made.findings == ()
    left: Body = {"x": "found"}
    right: Body = {"y": "found"}
    for i in reversed(range(levels - 1)):
        left, right = {f"a{i}": [left]}, {f"b{i}": [right]}
    same_as_definition(made.mapping, {Side.LEFT: left, Side.RIGHT: right})
    shown = made.mapping.read(Side.LEFT, left, LINKS)
    assert made.mapping.write(Side.RIGHT, shown, {}, LINKS) == right


def test_a_record_of_very_many_fields_is_made_in_bounded_time() -> None:
    for count in (300, 1100):
        made = mapping(*(f"`f{i}` | ↔ | `g{i}` | upper case" for i in range(count)))
        body: Body = {f"f{i}": "a" for i in range(count)}
        shown = made.read(Side.LEFT, body, LINKS)
        assert made.write(Side.RIGHT, shown, {}, LINKS) == {f"g{i}": "A" for i in range(count)}


def test_every_codec_that_changes_nothing_says_so() -> None:
    """What is written as a function that gives its argument back would be called for each value."""
    same = (lambda value: value).__code__.co_code
    for rule in rules():
        for sample in rule.samples:
            use = parse_rule(sample.text)
            assert use is not None
            counts = (1 if rule.takes is Takes.ONE else 2, 1 if rule.gives is Takes.ONE else 2)
            fields = (("a0",), ("a1",)) if rule.takes is Takes.MANY else (("a",),)
            both = rule.has_inverse(use.args)
            made = rule.build(Call(use.args, None, None, True, both, TABLES, counts, fields, (("b",),)))
            for codec in (made.source, made.target) if isinstance(made, Conversion) else ():
                for change in codec[:2]:
                    code = getattr(change, "__code__", None)
                    assert change is itself or code is None or code.co_code != same, sample.text


def test_a_body_of_a_strange_form_is_read_by_the_definition() -> None:
    class Odd(dict):  # type: ignore[type-arg]
        """What is a dictionary by descent only."""

    made = mapping("`a.b` | ↔ | `c`", "`l[]` | ↔ | `m[]`", "`l[].x` | ↔ | `m[].y`")
    body: Body = {"a": Odd(b=1), "l": [Odd(x=2)]}
    assert repr(made.read(Side.LEFT, body, LINKS)) == repr(made.read_by_definition(Side.LEFT, body, LINKS))
