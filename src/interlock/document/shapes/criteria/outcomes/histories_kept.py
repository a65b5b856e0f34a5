"""What was written of each of the items that the trigger speaks of stands in the history."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="histories_kept",
    expressions=("the history of both is kept", "both histories are kept"),
    example="the history of both is kept",
    lasting=True,
)
