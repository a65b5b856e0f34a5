"""What was edited on the other side is left there and shown."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Winner, WinnerKind

SHAPE = Shape(
    name="report",
    expressions=("report", "report it", "report only"),
    example="report",
    make=always(Winner(WinnerKind.REPORT)),
)
