"""A field of the counterpart has this value."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="field_is",
    expressions=(
        "its/their {field} is {value} in {system}",
        "the {record}'s {field} is {value} in {system}",
        "the matching {record}'s {field} is {value} in {system}",
    ),
    example="its `state` is `sent` in Books",
    gives={"field": "state", "value": "sent", "system": "Books", "record": None},
    defaults={"record": None},
)
