"""The deletes are set aside, none is carried out."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="hold_deletes",
    expressions=("hold these/the deletes", "hold the deletions", "hold all deletes", "delete nothing"),
    example="hold these deletes",
)
