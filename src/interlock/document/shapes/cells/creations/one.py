"""In the named system only."""

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import CreateMissing

SHAPE = Shape(
    name="one",
    expressions=("in {system}", "only in {system}", "in {system} only", "create in {system}", "{system} only"),
    example="in Books",
    gives={"system": "Books"},
    make=lambda args, sides: CreateMissing(frozenset({sides[str(args["system"])]})),
)
