"""The field table says it for each field, in its column `Wins`."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Winner, WinnerKind

SHAPE = Shape(
    name="per_field",
    expressions=("per field", "decided per field", "field by field"),
    example="per field",
    make=always(Winner(WinnerKind.PER_FIELD)),
)
