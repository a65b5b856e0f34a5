"""Both systems show the value that one of them had."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="value_wins",
    expressions=("the value of {system} is in both( systems)", "{system}'s value is in both( systems)"),
    example="the value of Books is in both",
    gives={"system": "Books"},
)
