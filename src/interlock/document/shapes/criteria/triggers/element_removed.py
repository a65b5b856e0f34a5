"""Some of the elements of an item's array are removed in one system."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="element_removed",
    expressions=("{count} of {of} {array} is/are/was/were removed from a/an/the {record} in {system}",),
    example="1 of 3 `entries` is removed from an Invoice in Desk",
    gives={"count": 1, "of": 3, "array": "entries", "record": "Invoice", "system": "Desk"},
)
