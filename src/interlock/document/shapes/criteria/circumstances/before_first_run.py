"""The trigger happened before the integration ran for the first time."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="before_first_run",
    expressions=("before the first run", "before first run"),
    example="before the first run",
)
