"""The counterpart is updated all the same."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Leaving

SHAPE = Shape(
    name="keep",
    expressions=("keep updating", "keep updating it", "go on updating", "keep syncing", "keep in sync"),
    example="keep updating",
    make=always(Leaving.KEEP),
)
