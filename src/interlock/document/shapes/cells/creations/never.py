"""Nowhere: only what exists on both sides is kept equal."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import CreateMissing

SHAPE = Shape(
    name="never",
    expressions=("never", "no", "do not create", "none"),
    example="never",
    make=always(CreateMissing(frozenset())),
)
