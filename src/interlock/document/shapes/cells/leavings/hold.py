"""The item is held until someone decides."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Leaving

SHAPE = Shape(
    name="hold",
    expressions=("hold", "hold it"),
    example="hold",
    make=always(Leaving.HOLD),
)
