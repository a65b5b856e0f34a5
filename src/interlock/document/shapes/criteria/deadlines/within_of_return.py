"""At the latest so long after the system is back."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="within_of_return",
    expressions=("within {duration} of its/their return", "within {duration} of its/their being back"),
    example="within 10 minutes of its return",
    gives={"duration": timedelta(minutes=10)},
)
