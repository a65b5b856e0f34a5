"""A system answers with an error status when an item is written to it."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="answered",
    expressions=("{system} answers {status} to a/an/the {record}",),
    example="Books answers 422 to an Invoice",
    gives={"system": "Books", "status": 422, "record": "Invoice"},
)
