"""What is wrong with a body, field by field, as its system would say."""

from __future__ import annotations

from collections.abc import Collection

from interlock.model.accepting import scalar_problem
from interlock.model.value import JSON, Body
from interlock.sandbox.answers import Problem
from interlock.sandbox.shape import Node

# More would only make the answer long; the sender has enough to mend.
_MOST_PROBLEMS = 100


def problems_of(shape: Node, body: Body, *, required: Collection[str], whole: bool) -> list[Problem]:
    """Everything that is wrong with a body, at most a hundred problems.

    `required` holds the paths that must have a value. Where `whole` is false the body is a part of an item: only what
    stands in it is checked, but elements of arrays are always whole.
    """
    problems: list[Problem] = []
    _object(shape, body, required, whole, problems)
    return problems[:_MOST_PROBLEMS]


def _object(node: Node, value: Body, required: Collection[str], whole: bool, problems: list[Problem]) -> None:
    for key, child in node.children.items():
        if key in value:
            _field(child, value[key], required, whole, problems)
        elif whole and child.text in required:
            problems.append(Problem(child.text, "is required"))


def _field(node: Node, value: JSON, required: Collection[str], whole: bool, problems: list[Problem]) -> None:
    field = node.field
    if value is None:
        if node.text in required and (field is None or not field.nullable):
            problems.append(Problem(node.text, "is required"))
        elif field is not None and not field.nullable and None not in field.enum:
            problems.append(Problem(node.text, "cannot be null"))
        return
    if node.is_array:
        _array(node, value, required, problems)
        return
    if node.children:
        if isinstance(value, dict):
            _object(node, value, required, whole, problems)
        else:
            # A field that is an id in one answer and the whole thing in another has a scalar's type and parts.
            wrong = scalar_problem(field, field.type, value) if field is not None else "is not an object"
            if wrong is not None:
                problems.append(Problem(node.text, wrong))
        return
    if field is not None:
        wrong = scalar_problem(field, field.type, value)
        if wrong is not None:
            problems.append(Problem(node.text, wrong))


def _array(node: Node, value: JSON, required: Collection[str], problems: list[Problem]) -> None:
    if not isinstance(value, list):
        problems.append(Problem(node.text, "is not an array"))
        return
    field = node.field
    for element in value:
        if len(problems) > _MOST_PROBLEMS:
            return
        if node.children:
            if isinstance(element, dict):
                _object(node, element, required, True, problems)
            else:
                problems.append(Problem(node.text, "has an element that is not an object"))
        elif field is not None and field.items is not None:
            wrong = scalar_problem(field, field.items, element)
            if wrong is not None:
                problems.append(Problem(node.text, f"has an element that {wrong}"))
