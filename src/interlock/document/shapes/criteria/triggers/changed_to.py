"""A field of an item changes from any other value to this one in one system."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="changed_to",
    expressions=(
        "a/an/the {record}'s {field} changes/changed to {after} in {system}",
        "the {field} of a/an/the {record} changes/changed to {after} in {system}",
        "a/an/the {record}'s {field} becomes/became {after} in {system}",
        "the {field} of a/an/the {record} becomes/became {after} in {system}",
        "a/an/the {record}'s {field} is/was set to {after} in {system}",
        "the {field} of a/an/the {record} is/was set to {after} in {system}",
    ),
    example="an Invoice's `state` changes to `sent` in Desk",
    gives={"record": "Invoice", "field": "state", "after": "sent", "system": "Desk"},
)
