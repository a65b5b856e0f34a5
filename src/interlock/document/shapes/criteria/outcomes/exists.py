"""The counterpart exists, and its mapped fields are as the document says."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="exists",
    expressions=(
        "a/an/the matching {record} exists in {system}",
        "matching {record} exist in {system}",
        "every/each {record} exists in {system}",
        "all {record} exist in {system}",
    ),
    example="a matching Invoice exists in Books",
    gives={"record": "Invoice", "system": "Books"},
)
