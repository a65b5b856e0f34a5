"""A system does what it is asked, but its answers do not arrive."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="answers_lost",
    expressions=("while the answers of {system} are/were lost", "while answers of {system} are/were lost"),
    example="while the answers of Books are lost",
    gives={"system": "Books"},
)
