"""The counterpart is as it was."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="unchanged",
    expressions=("the matching {record} is/are unchanged in {system}",),
    example="the matching Invoice is unchanged in Books",
    gives={"record": "Invoice", "system": "Books"},
    lasting=True,
)
