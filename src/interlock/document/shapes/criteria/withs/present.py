"""The items have some value in this field."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="present",
    expressions=("with a/an {field}", "with {field}"),
    example="with a `discount`",
    gives={"field": "discount"},
)
