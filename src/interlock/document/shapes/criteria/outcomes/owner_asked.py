"""The owner is asked to decide."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="owner_asked",
    expressions=("the owner is asked",),
    example="the owner is asked",
)
