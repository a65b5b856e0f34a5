"""An item exists in both systems with the same value of a field, and is not linked."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="exists_in_both",
    expressions=(
        "a/an/the {record} with the same {field} exists in both( systems)",
        "{record} with the same {field} exist in both( systems)",
        "a/an/the {record} exists in both( systems) with the same {field}",
        "{record} exist in both( systems) with the same {field}",
    ),
    example="an Invoice with the same `number` exists in both systems",
    gives={"record": "Invoice", "field": "number"},
)
