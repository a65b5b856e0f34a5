"""The field has another value than this."""

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Comparison, Condition
from interlock.model.path import Path

SHAPE = Shape(
    name="is_not",
    expressions=("{field} is not {value}", "{field} != {value}", "{field} is anything but {value}"),
    example="`kind` is not `sale`",
    gives={"field": "kind", "value": "sale"},
    make=lambda args, _sides: Condition(Path.of(str(args["field"])), Comparison.IS_NOT, (str(args["value"]),)),
)
