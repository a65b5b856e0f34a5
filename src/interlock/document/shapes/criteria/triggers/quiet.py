"""Nothing happens for a time; written with After."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="quiet",
    expressions=("{duration} of quiet",),
    example="1 hour of quiet",
    gives={"duration": timedelta(hours=1)},
)
