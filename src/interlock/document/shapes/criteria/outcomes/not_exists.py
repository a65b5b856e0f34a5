"""There is no counterpart."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="not_exists",
    expressions=(
        "no matching {record} exists/exist in {system}",
        "the matching {record} is/are deleted in {system}",
        "the matching {record} is/are deleted from {system}",
    ),
    example="no matching Invoice exists in Books",
    gives={"record": "Invoice", "system": "Books"},
    lasting=True,
)
