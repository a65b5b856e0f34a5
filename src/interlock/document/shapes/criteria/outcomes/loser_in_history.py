"""The value that lost stands in the history."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="loser_in_history",
    expressions=("the other value is in the history", "the other value is kept in the history"),
    example="the other value is in the history",
)
