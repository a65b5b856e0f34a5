"""The field is absent, null, or has nothing in it."""

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Comparison, Condition
from interlock.model.path import Path

SHAPE = Shape(
    name="is_empty",
    expressions=("{field} is empty", "{field} is missing/blank", "{field} is not set"),
    example="`kind` is empty",
    gives={"field": "kind"},
    make=lambda args, _sides: Condition(Path.of(str(args["field"])), Comparison.IS_EMPTY, ()),
)
