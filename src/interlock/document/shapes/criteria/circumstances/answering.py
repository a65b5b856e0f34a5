"""A system answers every request with this status for a time, from when the trigger begins."""

from datetime import timedelta

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="answering",
    expressions=("while {system} answers/answered {status} for {duration}",),
    example="while Books answers 503 for 10 minutes",
    gives={"system": "Books", "status": 503, "duration": timedelta(minutes=10)},
)
