"""The field's number or time is greater than this."""

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Comparison, Condition
from interlock.model.path import Path

SHAPE = Shape(
    name="more",
    expressions=(
        "{field} is more than {value}",
        "{field} is greater than {value}",
        "{field} is above/over {value}",
        "{field} > {value}",
    ),
    example="`amount_cents` is more than 0",
    gives={"field": "amount_cents", "value": "0"},
    make=lambda args, _sides: Condition(Path.of(str(args["field"])), Comparison.MORE, (str(args["value"]),)),
)
