"""The delete is held and the owner is asked; when it is approved, the counterpart is archived."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import DeleteKind, DeleteRule

SHAPE = Shape(
    name="ask",
    expressions=("ask", "ask the owner", "ask first", "ask somebody"),
    example="ask",
    make=always(DeleteRule(DeleteKind.ASK)),
)
