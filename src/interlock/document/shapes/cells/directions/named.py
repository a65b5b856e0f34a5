"""Values flow from one system to the other, both by name."""

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Direction
from interlock.model.value import Side

SHAPE = Shape(
    name="named",
    expressions=(
        "{source} → {target}",
        "{source} -> {target}",
        "{source} to {target}",
        "from {source} to {target}",
        "(only )to {target}",
        "one-way to {target}",
        "one way to {target}",
    ),
    example="Desk → Books",
    gives={"source": "Desk", "target": "Books"},
    defaults={"source": None},
    make=lambda args, sides: (
        None
        if args["source"] == args["target"]
        else Direction.RIGHT
        if sides[str(args["target"])] is Side.RIGHT
        else Direction.LEFT
    ),
)
