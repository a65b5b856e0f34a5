"""The field has something in it."""

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Comparison, Condition
from interlock.model.path import Path

SHAPE = Shape(
    name="is_not_empty",
    expressions=(
        "{field} is not empty",
        "{field} is set",
        "{field} has a value",
        "{field} is present/given/known",
        "{field} is filled( in)",
    ),
    example="`kind` is not empty",
    gives={"field": "kind"},
    make=lambda args, _sides: Condition(Path.of(str(args["field"])), Comparison.IS_NOT_EMPTY, ()),
)
