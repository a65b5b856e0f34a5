"""The field has this value."""

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Comparison, Condition
from interlock.model.path import Path

SHAPE = Shape(
    name="is_",
    expressions=("{field} is {value}", "{field} = {value}", "{field} == {value}", "{field} equals {value}"),
    example="`kind` is `sale`",
    gives={"field": "kind", "value": "sale"},
    make=lambda args, _sides: Condition(Path.of(str(args["field"])), Comparison.IS, (str(args["value"]),)),
)
