"""The owner is asked to decide."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="ask_owner",
    expressions=("ask the owner", "ask the owner first", "let the owner decide"),
    example="ask the owner",
)
