"""A user of one system merges an item into another one of the same record."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="merged",
    expressions=(
        "a/an/the {record} is/was merged into another in {system}",
        "a/an/the {record} is/was merged into another one in {system}",
        "two {record} are/were merged in {system}",
    ),
    example="an Account is merged into another in Books",
    gives={"record": "Account", "system": "Books"},
)
