"""The item is held until someone decides."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Winner, WinnerKind

SHAPE = Shape(
    name="hold",
    expressions=("hold", "hold it", "hold both", "hold the item"),
    example="hold",
    make=always(Winner(WinnerKind.HOLD)),
)
