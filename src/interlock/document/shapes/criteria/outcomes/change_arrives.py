"""A change of a field in one system reaches the other."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="change_arrives",
    expressions=(
        "a change of {field} in {source} arrives in {target}",
        "a change of {field} in {source} still arrives in {target}",
    ),
    example="a change of `note` in Desk still arrives in Books",
    gives={"field": "note", "source": "Desk", "target": "Books"},
)
