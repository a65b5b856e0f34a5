"""A system does not answer for a time, from when the trigger begins."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="down",
    expressions=("while {system} is/was down for {duration}",),
    example="while Books is down for 30 minutes",
    gives={"system": "Books", "duration": timedelta(minutes=30)},
)
