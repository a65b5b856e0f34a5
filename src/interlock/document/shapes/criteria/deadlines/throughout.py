"""All the time from the trigger for so long."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="throughout",
    expressions=("for {duration}",),
    example="for 1 hour",
    gives={"duration": timedelta(hours=1)},
)
