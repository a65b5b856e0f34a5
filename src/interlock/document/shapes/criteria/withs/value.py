"""The items have this value in this field."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="value",
    expressions=("with {field} {value}", "with {field} = {value}", "with {field} is {value}"),
    example="with `state` `draft`",
    gives={"field": "state", "value": "draft"},
)
