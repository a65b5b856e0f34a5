"""No text that an expression matches lacks the pieces by which texts are passed over."""

from __future__ import annotations

import re

import pytest
from cucumber_expressions.expression import CucumberExpression
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.catalogue import has_all, in_lower_case, literals
from interlock.document.shapes import shapes
from interlock.document.shapes.parameters import REGISTRY

EXPRESSIONS = sorted({said for catalogue in shapes().values() for shape in catalogue for said in shape.expressions})


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_an_expression_matches_has_its_pieces(data: st.DataObject) -> None:
    expression = data.draw(st.sampled_from(EXPRESSIONS))
    pattern = re.compile(CucumberExpression(expression, REGISTRY).regexp, re.IGNORECASE)
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    assert has_all(in_lower_case(text), literals(expression))


@pytest.mark.parametrize(
    ("expression", "pieces"),
    [
        ("no(t) {record} is/are created", ("created", "no")),
        ("exist(s) exactly once in {system}", ("exactly", "exist", "once", "in")),
        (r"\(a) plain\/word", ("plain", "word", "a)")),
        ("{record} → {field}", ("→",)),
        ("{record}", ()),
    ],
)
def test_what_may_be_left_out_is_no_piece(expression: str, pieces: tuple[str, ...]) -> None:
    assert literals(expression) == pieces


def test_letters_that_match_those_of_ascii_count_as_them() -> None:
    assert has_all(in_lower_case("ERR\u0131\u017ft in \u212ab"), ("errist", "kb"))
    assert not has_all(in_lower_case("something else"), ("exists",))
