"""A field of the counterpart is as its mapping says."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="field_equal",
    expressions=(
        "its/their {field} is/are equal in {system}",
        "the {record}'s {field} is equal in {system}",
        "the matching {record}'s {field} is equal in {system}",
    ),
    example="its `reference` is equal in Books",
    gives={"field": "reference", "system": "Books", "record": None},
    defaults={"record": None},
)
