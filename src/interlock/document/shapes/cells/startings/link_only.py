"""What exists on both sides is linked; the rest waits until an item that flows refers to it."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Starting, StartingKind

SHAPE = Shape(
    name="link_only",
    expressions=("link only", "only link", "link existing only"),
    example="link only",
    make=always(Starting(StartingKind.LINK_ONLY)),
)
