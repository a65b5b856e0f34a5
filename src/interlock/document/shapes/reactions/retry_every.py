"""The write is tried again at even distances."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="retry_every",
    expressions=("retry every {duration}", "try again every {duration}"),
    example="retry every minute",
    gives={"duration": timedelta(minutes=1)},
)
