"""The item is set aside until someone decides."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="hold",
    expressions=(
        "hold the item",
        "hold it",
        "hold",
        "hold the record",
        "put it/them on hold",
        "put it/them aside",
        "set it/them aside",
        "park it",
        "park the item/record",
    ),
    example="hold the item",
)
