"""Items of a record are created in one system."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="created",
    expressions=(
        "a/an/the {record} is/was created in {system}",
        "{count} {record} is/are/was/were created in {system}",
    ),
    example="an Invoice is created in Desk",
    gives={"record": "Invoice", "system": "Desk", "count": 1},
    defaults={"count": 1},
)
