"""In both systems."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import CreateMissing
from interlock.model.value import Side

SHAPE = Shape(
    name="both",
    expressions=("in both( systems)", "both( systems)", "on both sides", "both sides", "create in both( systems)"),
    example="in both",
    make=always(CreateMissing(frozenset(Side))),
)
