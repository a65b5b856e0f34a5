"""Items are deleted in one system; `of` says of how many."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="deleted",
    expressions=(
        "a/an/the {record} is/was deleted in {system}",
        "{count} of {of} {record} is/are/was/were deleted in {system}",
        "{count} {record} is/are/was/were deleted in {system}",
    ),
    example="30 of 100 Invoices are deleted in Desk",
    gives={"count": 30, "of": 100, "record": "Invoice", "system": "Desk"},
    defaults={"count": 1, "of": None},
)
