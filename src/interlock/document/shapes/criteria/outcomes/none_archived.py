"""No item of the record is archived or deleted in that system."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="none_archived",
    expressions=("no {record} is archived/deleted in {system}", "no {record} is archived or deleted in {system}"),
    example="no Invoice is archived in Books",
    gives={"record": "Invoice", "system": "Books"},
    lasting=True,
)
