"""Values flow both ways."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Direction

SHAPE = Shape(
    name="both",
    expressions=("↔", "<->", "both ways", "two-way", "both directions", "bidirectional", "in both directions"),
    example="↔",
    make=always(Direction.BOTH),
)
