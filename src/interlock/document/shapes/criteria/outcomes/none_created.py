"""No item of the record is created in that system."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="none_created",
    expressions=("no (other )(further )(second ){record} is created in {system}",),
    example="no Invoice is created in Books",
    gives={"record": "Invoice", "system": "Books"},
    lasting=True,
)
