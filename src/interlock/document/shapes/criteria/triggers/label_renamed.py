"""The label of a field is renamed in one system; its key stays."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="label_renamed",
    expressions=(
        "the label of {field} of a/an/the {record} is renamed in {system}",
        "the label of {field} of {record} is renamed in {system}",
    ),
    example="the label of `note` of Invoice is renamed in Books",
    gives={"field": "note", "record": "Invoice", "system": "Books"},
)
