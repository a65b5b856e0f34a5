"""The field's number or time is smaller than this."""

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Comparison, Condition
from interlock.model.path import Path

SHAPE = Shape(
    name="less",
    expressions=("{field} is less than {value}", "{field} is below/under {value}", "{field} < {value}"),
    example="`amount_cents` is less than 0",
    gives={"field": "amount_cents", "value": "0"},
    make=lambda args, _sides: Condition(Path.of(str(args["field"])), Comparison.LESS, (str(args["value"]),)),
)
