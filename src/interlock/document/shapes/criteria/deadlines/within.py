"""At the latest so long after the trigger."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="within",
    expressions=(
        "within {duration}",
        "in {duration}",
        "in under {duration}",
        "in less than {duration}",
        "in at most {duration}",
        "no later than {duration} later",
        "at most {duration} later",
    ),
    example="within 15 minutes",
    gives={"duration": timedelta(minutes=15)},
)
