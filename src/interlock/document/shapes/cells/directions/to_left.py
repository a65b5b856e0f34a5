"""Values flow to the first system."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Direction

SHAPE = Shape(
    name="to_left",
    expressions=("←", "<-"),
    example="←",
    make=always(Direction.LEFT),
)
