"""The counterpart stays as it is."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import DeleteKind, DeleteRule

SHAPE = Shape(
    name="keep",
    expressions=("keep", "keep it/them", "do nothing", "leave it", "leave as is"),
    example="keep",
    make=always(DeleteRule(DeleteKind.KEEP)),
)
