"""Everything that satisfies the record's condition."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Starting, StartingKind

SHAPE = Shape(
    name="all",
    expressions=("all", "everything", "all items/records", "all existing items/records"),
    example="all",
    make=always(Starting(StartingKind.ALL)),
)
