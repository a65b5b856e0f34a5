"""The item is set aside until someone decides."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="hold",
    expressions=("hold the item", "hold it", "hold"),
    example="hold the item",
)
