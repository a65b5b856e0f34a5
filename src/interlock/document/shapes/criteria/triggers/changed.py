"""Items, or one field of an item, change in one system."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="changed",
    expressions=(
        "a/an/the {record}'s {field} changes/changed in {system}",
        "the {field} of a/an/the {record} changes/changed in {system}",
        "the {field} of {count} {record} changes/changed/change in {system}",
        "{count} {record} change/changes/changed in {system}",
        "{count} {record} is/are/was/were changed in {system}",
        "a/an/the {record} changes/changed in {system}",
        "a/an/the {record} is/was changed in {system}",
    ),
    example="50 Invoices change in Desk",
    gives={"count": 50, "record": "Invoice", "system": "Desk", "field": None},
    defaults={"count": 1, "field": None},
)
