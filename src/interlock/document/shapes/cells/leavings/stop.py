"""The counterpart stays and is no longer updated."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Leaving

SHAPE = Shape(
    name="stop",
    expressions=("stop updating", "stop updating it", "stop", "stop syncing"),
    example="stop updating",
    make=always(Leaving.STOP),
)
