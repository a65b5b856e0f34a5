"""Every item of the record that the trigger speaks of has its counterpart, or is held with a reason."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="none_lost",
    expressions=("no {record} is/gets lost",),
    example="no Invoice is lost",
    gives={"record": "Invoice"},
)
