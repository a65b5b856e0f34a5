"""Every shape has its behaviour and every mapping rule its expectation, under the same name."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interlock.catalogue import Catalogue
from interlock.document import shapes
from interlock.mapping import rules
from interlock.verify import expect
from interlock.verify.expect import expectations
from interlock.verify.reading import circumstance_steps, deadline_steps, outcome_steps, trigger_steps, with_steps

_KINDS: list[tuple[str, Callable[[], Catalogue[Any]]]] = [
    ("triggers", trigger_steps),
    ("withs", with_steps),
    ("circumstances", circumstance_steps),
    ("outcomes", outcome_steps),
    ("deadlines", deadline_steps),
]


@pytest.mark.parametrize(("kind", "steps"), _KINDS)
def test_each_shape_has_its_behaviour_and_no_behaviour_is_left_over(
    kind: str, steps: Callable[[], Catalogue[Any]]
) -> None:
    known = [catalogue for name, catalogue in shapes().items() if name.rsplit(".", 1)[-1] == kind]
    assert len(known) == 1, sorted(shapes())
    assert set(known[0].items) == set(steps().items)


def test_lasting_outcomes_are_the_same_in_the_language_and_here() -> None:
    (known,) = (catalogue for name, catalogue in shapes().items() if "outcome" in name)
    lasting = {name for name, step in outcome_steps().items.items() if step.lasting}
    assert lasting == {name for name, shape in known.items.items() if shape.lasting}


def test_each_mapping_rule_has_its_expectation_and_none_is_left_over() -> None:
    assert set(expectations().items) == set(rules().items)


def test_expectations_take_nothing_from_the_mapping_room_but_the_words_of_a_cell() -> None:
    """They would otherwise expect whatever the compiled mapping does."""
    folder = Path(expect.__file__).parent
    taken = {
        name.name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("interlock.mapping")
        for name in node.names
    }
    assert taken == {"Written", "parse_rule"}
