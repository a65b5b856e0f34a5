"""The counterpart is archived."""

from interlock.document.shapes.shape import Shape, always
from interlock.model.decisions import Leaving

SHAPE = Shape(
    name="archive",
    expressions=("archive", "archive it"),
    example="archive",
    make=always(Leaving.ARCHIVE),
)
