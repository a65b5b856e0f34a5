"""Every item of the record is equal in both systems, as the mapping says."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="equal_in_both",
    expressions=("every/each {record} is equal in both( systems)",),
    example="every Invoice is equal in both",
    gives={"record": "Invoice"},
)
