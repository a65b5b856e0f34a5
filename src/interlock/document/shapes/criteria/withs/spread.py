"""What happens is spread evenly over a time."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="spread",
    expressions=("within {duration}", "over {duration}"),
    example="within 1 hour",
    gives={"duration": timedelta(hours=1)},
)
