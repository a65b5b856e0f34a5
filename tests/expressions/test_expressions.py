"""What expressions give, what they are refused, and that none of them takes more than its share."""

from __future__ import annotations

import contextlib
import resource
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mapping.helpers import NO_LINKS, compiled, mapping, of_type, profile

from interlock.expressions import CannotTell, NotAnExpression, expression, jsonata
from interlock.expressions.process import ONLY
from interlock.mapping import Unfit
from interlock.model.profile import FieldType
from interlock.model.value import ABSENT, Body, Side

ITEM: Any = {
    "name": "Mia",
    "none": None,
    "empty": "",
    "price": 9.99,
    "on": True,
    "lines": [{"sku": "a", "n": 2, "cents": 150}, {"sku": "b", "n": 1, "cents": 99}],
    "a.b": 1,
}

GIVES: list[tuple[str, object]] = [
    ("name", "Mia"),
    ("none", None),
    ("nothing", ABSENT),
    ("empty", ""),
    ("nothing.at.all", ABSENT),
    ("$exists(nothing)", False),
    ("$sum(lines.(n * cents))", 399),
    ("lines[n > 1].sku", "a"),
    ("[lines.sku]", ["a", "b"]),
    ("$round(price * 1.19, 2)", 11.89),
    ('on ? "yes" : "no"', "yes"),
    ('$lookup($, "a.b")', 1),
    ('$replace(name, /[aeiou]/, "_")', "M__"),
    ("$map(lines, function($l) { $l.sku & $l.n })", ["a2", "b1"]),
    ('{"all": lines{sku: n}}', {"all": {"a": 2, "b": 1}}),
    ("name ~> $uppercase ~> $length", 3),
    ('$fromMillis(1510067557121, "[Y0001]-[M01]-[D01]")', "2017-11-07"),
]

REFUSED = [
    "",
    "(",
    "name &",
    "$eval(name)",
    '$map(["1+1"], $eval)',
    "($f := $eval; $f('1'))",
    "$now()",
    "$millis()",
    "$random()",
    "$shuffle(lines)",
    "x" * 5000,
    "(" * 3900,
    "\ud800",
]

# Each is to end harmlessly: refused as it is read, or without a result, soon and in little memory.
_SHARED = "$reduce([1..60], function($a, $b) { {'a': $a, 'b': $a} }, {'x': 1})"
# No limit of the engine ends these: both walk a value of 2^60 parts that share one another.
_UNINTERRUPTED = [f"( $d := {_SHARED}; $e := {_SHARED}; $d = $e )", f"$sum([{_SHARED}])"]
ATTACKS = [
    *_UNINTERRUPTED,
    "$count($map([1..9000], function($i) { $pad('', 199000) & $i }))",
    "$count([1..3000].[1..9000])",
    "($f := function($n) { $f($n + 1) }; $f(0))",
    "($f := function($n) { $f($n) + 1 }; $f(0))",
    "($f := function($n) { [$f($n), $f($n)] }; $f(0))",
    "($f := function($g) { $g($g) }; $f($f))",
    "($y := function($f) { function($x) { $f(function($v) { $x($x)($v) }) }; $y($y) }; $y($y))",
    "[1..10000000]",
    "[1..10000000000000]",
    "$sum([1..9999999])",
    "$map([1..100000], function($i) { $map([1..100000], function($j) { $i * $j }) })",
    "($s := function($t, $n) { $n = 0 ? $t : $s($t & $t, $n - 1) }; $s('x', 40))",
    "$pad('', 1000000000)",
    "$pad('x', -1000000000, 'y')",
    "$join($map([1..90000], function($i) { '0123456789' }))",
    "$reduce([1..60], function($a, $b) { $a & $a }, 'x')",
    "$reduce([1..60], function($a, $b) { $append($a, $a) }, [1])",
    "$reduce([1..60], function($a, $b) { {'a': $a, 'b': $a} }, {})",
    "$contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)",
    "$replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /(a|aa)+$/, 'x')",
    "$match($pad('', 900000, 'a'), /(a*)*b/)",
    "$split($pad('', 900000, 'a'), /(?:)/)",
    "$string($reduce([1..5000], function($a, $b) { [$a] }, []))",
    "$power(10, 400)",
    "1e308 * 10",
    "$parseInteger('one', 'w' & $pad('', 100000, 'w'))",
    "$formatNumber(1, $pad('', 900000, '#'))",
    "$formatInteger(1e300, 'w')",
    "$fromMillis(1e300)",
    "$formatBase(1e300, 36)",
    "__proto__",
    "$lookup($, '__proto__')",
    "constructor.constructor('return process')()",
    "{'__proto__': {'x': 1}}.x",
    "$merge([{'__proto__': {'polluted': true}}, {'constructor': 1}])",
    "$clone($)",
    "$each($, function($v, $k) { $k })",
    "$error('quiet')",
    "$assert(false, 'quiet')",
    "%.%.%",
    "$$.$$.$$",
    "name ~> |$|{'name': 'changed'}|",
    "$sort([1..90000], function($a, $b) { true })",
    "$sort([3, 1, 2], function($a, $b) { $a })",
    "$distinct([1..90000])",
    "**.**.**.**",
    "*.*.*.*.*",
]


@pytest.mark.parametrize(("text", "result"), GIVES)
def test_an_expression_gives(text: str, result: object) -> None:
    found = expression(text)(ITEM)
    assert found == result
    assert type(found) is type(result)


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_expression_or_not_the_same_each_time_is_refused(text: str) -> None:
    with pytest.raises(NotAnExpression):
        expression(text)


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less time than expressions have, so that waiting for the end of it does not take the tests'."""
    monkeypatch.setattr(jsonata, "_LIMITS", {**jsonata._LIMITS, "timeout": 0.4})  # noqa: SLF001 - see above
    monkeypatch.setattr(jsonata, "_MOST_S", 0.6)


@pytest.mark.usefixtures("in_a_hurry")
def test_attacks_end_soon_and_in_little_memory() -> None:
    """What they take is taken by a process that they end with, not by this one."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = time.process_time()
    for text in ATTACKS:
        with contextlib.suppress(CannotTell, NotAnExpression):
            expression(text)({"name": "Mia", "deep": {"deep": [1, [2]]}})
    assert time.process_time() - own < 5
    ONLY.close()  # so that the system tells what it took
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert children.ru_utime - before.ru_utime < 1.5 * len(_UNINTERRUPTED) + 10
    assert children.ru_maxrss < max(900_000, before.ru_maxrss + 1), "more than any process of an earlier test"


@pytest.mark.usefixtures("in_a_hurry")
def test_an_expression_that_ends_its_process_is_not_tried_for_ever() -> None:
    made = expression(_UNINTERRUPTED[0] + " ")
    took = []
    for _ in range(4):
        began = time.monotonic()
        with pytest.raises(CannotTell, match="D1012"):
            made(ITEM)
        took.append(time.monotonic() - began)
    assert max(took[1:]) < 0.1 < took[0]


@given(st.text(max_size=40))
def test_any_text_is_an_expression_or_is_refused(text: str) -> None:
    try:
        made = expression(text)
    except NotAnExpression:
        return
    try:
        first = made(ITEM)
    except CannotTell:
        return
    assert made(ITEM) == first


def test_a_failure_holds_the_item_and_says_nothing_of_the_value() -> None:
    made = mapping("`a` | → | `b` | by `$number(a)`", "`c` | → | `d` | by `c + 1`")
    shown = made.read(Side.LEFT, {"a": "secret", "c": "secret"}, NO_LINKS)
    for found in shown.values():
        assert isinstance(found, Unfit)
        assert "has no result for" in found.message
    kept = mapping("`a` | → | `b` | by `$error(a)` | sensitive").read(Side.LEFT, {"a": "secret"}, NO_LINKS)
    assert "secret" not in repr(kept)


def test_null_empty_and_absent_are_three_things_to_an_expression() -> None:
    made = mapping('`a`, `b` | → | `c` | by `$exists(a) ? (a = null ? "null" : "<" & a & ">") : "absent"`')
    cases: tuple[tuple[Body, str], ...] = (
        ({"a": None, "b": 1}, "null"),
        ({"a": "", "b": 1}, "<>"),
        ({"b": 1}, "absent"),
    )
    for body, wanted in cases:
        assert list(made.read(Side.LEFT, body, NO_LINKS).values()) == [wanted]
    assert list(made.read(Side.LEFT, {}, NO_LINKS).values()) == [ABSENT]


def test_what_gives_nothing_leaves_the_other_field_alone() -> None:
    made = mapping("`a` | → | `b` | by `a[$ > 5]`")
    shown = made.read(Side.LEFT, {"a": 3}, NO_LINKS)
    assert made.write(Side.RIGHT, shown, {"b": "kept"}, NO_LINKS) == {"b": "kept"}


def test_the_result_is_put_as_the_field_is_and_reads_back_the_same() -> None:
    for kind, value, wanted in (
        (FieldType.STRING, 12, "12"),
        (FieldType.STRING, True, "true"),
        (FieldType.INTEGER, "12", 12),
        (FieldType.NUMBER, "1.5", 1.5),
        (FieldType.BOOLEAN, "true", True),
    ):
        made = mapping("`a` | → | `b` | by `a`", right=profile(b=kind))
        shown = made.read(Side.LEFT, {"a": value}, NO_LINKS)
        written = made.write(Side.RIGHT, shown, {}, NO_LINKS)
        assert written == {"b": wanted}
        assert made.read(Side.RIGHT, written, NO_LINKS) == shown
    moment = mapping("`a` | → | `b` | by `a`", right=profile(b=of_type(FieldType.STRING, "date-time")))
    shown = moment.read(Side.LEFT, {"a": "2026-01-01T01:00:00+01:00"}, NO_LINKS)
    assert moment.write(Side.RIGHT, shown, {}, NO_LINKS) == {"b": "2026-01-01T00:00:00Z"}


def test_two_expressions_that_do_not_belong_together_hold_the_item() -> None:
    made = mapping("`a` | ↔ | `b` | by `a * 2`, back by `b / 3`")
    shown = made.read(Side.RIGHT, {"b": 6}, NO_LINKS)
    found = made.write(Side.LEFT, shown, {}, NO_LINKS)
    assert isinstance(found, Unfit)
    assert "does not come back the same" in found.message


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("`a` | → | `b` | by `a & other`", "the expression reads `other`, which is not a field of the row"),
        ("`a` | → | `b` | by `a +`", "the expression cannot be read"),
        ("`a` | → | `b` | by `$now()`", "an expression may not use `$now`"),
        (" | → | `b` | by `1`", "takes one field or several, and none is given"),
        ("`a` | ↔ | `b` | by `a`", "has no way back"),
        ("`a` | ↔ | `b` | by `a`, back by `a`", "the expression reads `a`, which is not a field of the row"),
    ],
)
def test_what_is_wrong_with_an_expression_is_a_finding(row: str, said: str) -> None:
    assert any(said in finding.message for finding in compiled(row).findings)


def test_rows_of_lists_see_the_fields_of_their_element() -> None:
    made = mapping("`l[]` | → | `m[]`", "`l[].n`, `l[].in.cents` | → | `m[].sum` | by `n * in.cents / 100`")
    shown = made.read(Side.LEFT, {"l": [{"n": 2, "in": {"cents": 150}}, {"n": 1}]}, NO_LINKS)
    assert made.write(Side.RIGHT, shown, {}, NO_LINKS) == {"m": [{"sum": 3}, {}]}


def test_without_the_extra_it_is_said_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonata, "find_spec", lambda _name: None)
    with pytest.raises(NotAnExpression, match="extra `expressions`"):
        expression("an + expression + never + seen")
