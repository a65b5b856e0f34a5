"""The two items are known as the same."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="linked",
    expressions=("the two are linked", "both are linked", "they are linked"),
    example="the two are linked",
)
