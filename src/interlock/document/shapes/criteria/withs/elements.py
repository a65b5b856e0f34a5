"""The items have so many elements in this array."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="elements",
    expressions=("with {count} {array}",),
    example="with 3 `entries`",
    gives={"count": 3, "array": "entries"},
)
