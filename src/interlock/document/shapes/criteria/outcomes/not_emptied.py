"""No mapped field of the counterpart that had a value loses it, whatever else happens to the item."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="not_emptied",
    expressions=(
        "no field of it is emptied in {system}",
        "none of its fields is/are emptied in {system}",
        "it is not left blank in {system}",
    ),
    example="no field of it is emptied in Books",
    gives={"system": "Books"},
    lasting=True,
)
