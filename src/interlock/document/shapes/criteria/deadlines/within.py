"""At the latest so long after the trigger."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="within",
    expressions=("within {duration}",),
    example="within 15 minutes",
    gives={"duration": timedelta(minutes=15)},
)
