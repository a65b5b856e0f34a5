"""A field of an item changes from one value to another in one system."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="changed_from_to",
    expressions=(
        "a/an/the {record}'s {field} changes/changed from {before} to {after} in {system}",
        "the {field} of a/an/the {record} changes/changed from {before} to {after} in {system}",
    ),
    example="an Invoice's `state` changes from `draft` to `sent` in Desk",
    gives={"record": "Invoice", "field": "state", "before": "draft", "after": "sent", "system": "Desk"},
)
