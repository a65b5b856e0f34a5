"""The source of truth's value is kept; the other stands in the history."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Winner, WinnerKind

SHAPE = Shape(
    name="source_of_truth",
    expressions=(
        "source of truth wins",
        "source of truth",
        "owner wins",
        "the source of truth wins",
        "source of truth always wins",
    ),
    example="source of truth wins",
    make=always(Winner(WinnerKind.SOURCE_OF_TRUTH)),
)
