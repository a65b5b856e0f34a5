"""The named system's value is kept; the other stands in the history."""

from interlock.document.shapes.shape import Shape
from interlock.model.decisions import Winner, WinnerKind

SHAPE = Shape(
    name="side",
    expressions=("{system} wins", "{system} always wins"),
    example="Desk wins",
    gives={"system": "Desk"},
    make=lambda args, sides: Winner(WinnerKind.SIDE, side=sides[str(args["system"])]),
)
