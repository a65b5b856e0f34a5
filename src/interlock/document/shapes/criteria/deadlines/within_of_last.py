"""At the latest so long after the last item's trigger."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="within_of_last",
    expressions=("within {duration} of the last", "within {duration} of the last one"),
    example="within 15 minutes of the last",
    gives={"duration": timedelta(minutes=15)},
)
