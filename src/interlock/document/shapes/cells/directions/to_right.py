"""Values flow to the second system."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Direction

SHAPE = Shape(
    name="to_right",
    expressions=("→", "->"),
    example="→",
    make=always(Direction.RIGHT),
)
